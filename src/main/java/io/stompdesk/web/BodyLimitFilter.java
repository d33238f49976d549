package io.stompdesk.web;

import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.BufferedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses REST bodies that are too large. Runs after the filters that authorize the call. */
@Component
final class BodyLimitFilter extends OncePerRequestFilter {

    private final int max;
    private final Problems problems;

    BodyLimitFilter(RequestLimits limits, Problems problems) {
        this.max = Math.toIntExact(limits.bodyBytes().toBytes());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        BufferedRequest buffered;
        try {
            buffered = BufferedRequest.read(request, max);
        } catch (Refusal tooLarge) {
            problems.write(response, tooLarge);
            return;
        }
        chain.doFilter(buffered, response);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ApiPath.isOf(request);
    }
}
