package io.stompdesk.subscription;

import io.stompdesk.transport.ConnectionLimits;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriptionSettings.class)
class SubscriptionConfiguration {

    @Bean
    SnapshotTurns snapshotTurns(ConnectionLimits limits) {
        return new SnapshotTurns(limits.enabled() ? limits.snapshotsPerAccount() : Integer.MAX_VALUE);
    }
}
