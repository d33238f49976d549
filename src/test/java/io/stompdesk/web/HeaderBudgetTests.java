package io.stompdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.TextBudget;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Headers that any client can send, also through a trusted proxy, which passes on what it got. */
class HeaderBudgetTests {

    private final TrustedProxyFilter filter =
            new TrustedProxyFilter(new TrustedProxies(new DeskSettings("Desk", "", List.of(), List.of("127.0.0.1"))));

    @Test
    void forwardedHeadersAreReadWithinTheirBudget() {
        TextBudget.check(text -> {
            MockHttpServletRequest request = new MockHttpServletRequest();
            request.addHeader("X-Forwarded-For", text);
            request.addHeader("X-Forwarded-Proto", text);
            MockFilterChain chain = new MockFilterChain();
            try {
                filter.doFilter(request, new MockHttpServletResponse(), chain);
            } catch (IOException | ServletException impossible) {
                throw new AssertionError(impossible);
            }
            assertThat(chain.getRequest()).isNotNull();
        });
    }

    @Test
    void anOriginIsReadWithinItsBudget() {
        CrossSiteInterceptor interceptor = new CrossSiteInterceptor(new Origins(List.of("https://desk.example.org")));
        TextBudget.check(text -> {
            MockHttpServletRequest request = new MockHttpServletRequest();
            request.addHeader("Origin", text);
            interceptor.preHandle(request, new MockHttpServletResponse(), "");
        });
    }
}
