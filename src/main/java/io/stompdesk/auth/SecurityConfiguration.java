package io.stompdesk.auth;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.web.ContentSecurityPolicy;
import io.stompdesk.web.Problems;
import io.stompdesk.web.RequestLimits;
import io.stompdesk.web.RequestRateFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.CompositeHeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.PermissionsPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.XXssProtectionHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;

/** Who may call what over HTTP, and the headers that every answer carries. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String UNUSED_FEATURES = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";

    /**
     * CSRF tokens are off: what acts for somebody carries their access token, which no other site's page has, and the
     * few endpoints that go by the cookie are guarded by SameSite=Strict and {@link CrossSiteInterceptor}.
     */
    @Bean
    SecurityFilterChain web(
            HttpSecurity http,
            Authenticator authenticator,
            Problems problems,
            RequestLimits limits,
            ContentSecurityPolicy policy) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new BearerFilter(authenticator), AuthorizationFilter.class)
                .addFilterBefore(new RequestRateFilter(limits, problems), AuthorizationFilter.class)
                .authorizeHttpRequests(SecurityConfiguration::whoMay)
                .exceptionHandling(refused -> refused.authenticationEntryPoint(
                                (_, response, _) -> problems.write(response, new Refusal(ErrorCode.UNAUTHENTICATED)))
                        .accessDeniedHandler(
                                (_, response, _) -> problems.write(response, new Refusal(ErrorCode.FORBIDDEN))))
                .headers(headers -> secure(headers, policy))
                .build();
    }

    private static void whoMay(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests
                // Only the server itself dispatches so, to finish a request that it has let in.
                .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers("/api/session", "/api/session/**")
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/api/config")
                .permitAll()
                .requestMatchers("/api/accounts")
                .hasRole("ADMIN")
                .requestMatchers(HttpMethod.PATCH, "/api/accounts/*")
                .hasRole("ADMIN")
                .requestMatchers("/api/**")
                .authenticated()
                .requestMatchers(HttpMethod.GET, "/actuator/health")
                .permitAll()
                .requestMatchers("/actuator/**")
                .denyAll()
                // Pages, scripts, and /ws, where CONNECT asks for the token.
                .anyRequest()
                .permitAll();
    }

    private static void secure(HeadersConfigurer<HttpSecurity> headers, ContentSecurityPolicy policy) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy.directives()))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(permissions -> permissions.policy(UNUSED_FEATURES))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN));
    }

    /**
     * What the firewall refuses never comes to the chain that puts the headers on: the answer gets them here, and
     * {@link FallbackErrorController} makes its body.
     */
    @Bean
    RequestRejectedHandler unreadableRequests(ContentSecurityPolicy policy) {
        XFrameOptionsHeaderWriter frames = new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY);
        CrossOriginOpenerPolicyHeaderWriter opener = new CrossOriginOpenerPolicyHeaderWriter();
        opener.setPolicy(CrossOriginOpenerPolicy.SAME_ORIGIN);
        HeaderWriter all = new CompositeHeaderWriter(List.of(
                new XContentTypeOptionsHeaderWriter(),
                new XXssProtectionHeaderWriter(),
                new CacheControlHeadersWriter(),
                new HstsHeaderWriter(),
                frames,
                new ContentSecurityPolicyHeaderWriter(policy.directives()),
                new ReferrerPolicyHeaderWriter(ReferrerPolicy.NO_REFERRER),
                new PermissionsPolicyHeaderWriter(UNUSED_FEATURES),
                opener));
        return (request, response, _) -> {
            all.writeHeaders(request, response);
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        };
    }

    /** There are no users but the desk's own accounts; without this, Boot makes one and prints its password. */
    @Bean
    AuthenticationManager nobody() {
        return authentication -> {
            throw new IllegalStateException("Logins do not come this way.");
        };
    }
}
