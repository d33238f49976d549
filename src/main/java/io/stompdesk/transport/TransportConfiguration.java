package io.stompdesk.transport;

import org.apache.coyote.ProtocolHandler;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TransportSettings.class, ConnectionLimits.class})
class TransportConfiguration {

    @Bean(destroyMethod = "shutdownNow")
    ServerThreads serverThreads(TomcatServerProperties tomcat) {
        return ServerThreads.atMost(tomcat.getThreads().getMax());
    }

    @Bean
    TomcatProtocolHandlerCustomizer<ProtocolHandler> threadsOfTheServer(ServerThreads threads) {
        return protocol -> protocol.setExecutor(threads);
    }
}
