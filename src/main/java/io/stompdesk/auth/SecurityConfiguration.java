package io.stompdesk.auth;

import io.stompdesk.web.Problems;
import io.stompdesk.web.RequestLimits;
import io.stompdesk.web.RequestRateFilter;
import io.stompdesk.web.SecurityHeaders;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Who may call what over HTTP: the table of {@link Endpoint}s decides, and what is not in it is closed. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

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
            SecurityHeaders securityHeaders) {
        DeniedRequestHandler denied = new DeniedRequestHandler(problems);
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new BearerFilter(authenticator), AuthorizationFilter.class)
                .addFilterBefore(new RequestRateFilter(limits, problems), AuthorizationFilter.class)
                .authorizeHttpRequests(SecurityConfiguration::whoMay)
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(denied).accessDeniedHandler(denied))
                .headers(headers -> headers.defaultsDisabled().addHeaderWriter(securityHeaders))
                .build();
    }

    private static void whoMay(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        // Only the server itself dispatches so, to finish a request that it has let in.
        requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll();
        for (Endpoint endpoint : Endpoint.values()) {
            requests.requestMatchers(endpoint).access(endpoint.mayCall());
        }
        requests.requestMatchers("/api/**", "/actuator/**")
                .denyAll()
                // Pages, scripts, and /ws, where CONNECT asks for the token.
                .anyRequest()
                .permitAll();
    }

    /**
     * What the firewall refuses never comes to the chain that puts the headers on: the answer gets them here, and
     * {@link FallbackErrorController} makes its body.
     */
    @Bean
    RequestRejectedHandler unreadableRequests(SecurityHeaders securityHeaders) {
        return (request, response, _) -> {
            securityHeaders.writeHeaders(request, response);
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
