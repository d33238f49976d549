package io.stompdesk.presence;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PresenceSettings.class)
class PresenceConfiguration {

    /** Has its own thread, so that slow store reads never delay the end of a grace period. */
    @Bean(defaultCandidate = false)
    ThreadPoolTaskScheduler presenceScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setThreadNamePrefix("presence-grace-");
        scheduler.setPoolSize(1);
        return scheduler;
    }
}
