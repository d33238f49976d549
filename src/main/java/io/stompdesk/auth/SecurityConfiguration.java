package io.stompdesk.auth;

import io.stompdesk.web.Problems;
import io.stompdesk.web.RequestLimits;
import io.stompdesk.web.RequestRateFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;

/** Applies the {@link Endpoint} table. Everything that is not listed is denied. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /**
     * No CSRF tokens. Calls carry an access token that other sites do not have. The few cookie endpoints rely on
     * SameSite=Strict and {@link CrossSiteInterceptor}.
     */
    @Bean
    SecurityFilterChain web(HttpSecurity http, Authenticator authenticator, Problems problems, RequestLimits limits) {
        DeniedRequestHandler denied = new DeniedRequestHandler(problems);
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new BearerFilter(authenticator, problems), AuthorizationFilter.class)
                .addFilterBefore(new RequestRateFilter(limits, problems), AuthorizationFilter.class)
                .authorizeHttpRequests(SecurityConfiguration::whoMay)
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(denied).accessDeniedHandler(denied))
                .headers(headers -> headers.defaultsDisabled().cacheControl(Customizer.withDefaults()))
                .build();
    }

    private static void whoMay(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        // Internal dispatches of requests that were already authorized.
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
     * The firewall rejects these requests before the filter that forbids caching, so the headers are added here.
     * {@link FallbackErrorController} makes the body.
     */
    @Bean
    RequestRejectedHandler unreadableRequests() {
        CacheControlHeadersWriter uncached = new CacheControlHeadersWriter();
        return (request, response, _) -> {
            uncached.writeHeaders(request, response);
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        };
    }

    /** Prevents Spring Boot from creating a default user and printing its password. */
    @Bean
    AuthenticationManager nobody() {
        return authentication -> {
            throw new IllegalStateException("This AuthenticationManager must not be used.");
        };
    }
}
