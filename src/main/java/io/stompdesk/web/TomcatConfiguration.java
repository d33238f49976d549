package io.stompdesk.web;

import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

    /** Runs after Spring Boot's own, whose valve would write Tomcat's page. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports(
            SecurityHeaders headers, Problems problems) {
        return server -> {
            server.setProtocol(GuardedProtocol.class.getName());
            server.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ProblemReportValve(headers, problems)));
        };
    }

    @Bean
    TomcatProtocolHandlerCustomizer<GuardedProtocol> connectionLimits(RequestLimits limits, TrustedProxies proxies) {
        int perAddress = limits.enabled() ? limits.tcpConnectionsPerAddress() : Integer.MAX_VALUE;
        return protocol -> protocol.limit(
                new GuardedEndpoint.Limits(perAddress, limits.headWithin().toNanos(), proxies::contains));
    }
}
