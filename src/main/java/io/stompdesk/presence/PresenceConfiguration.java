package io.stompdesk.presence;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PresenceSettings.class)
class PresenceConfiguration {

    /** A thread of its own, which reads no store: somebody's grace ends in time, whatever else the desk waits for. */
    @Bean(defaultCandidate = false)
    ThreadPoolTaskScheduler presenceScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setThreadNamePrefix("presence-grace-");
        scheduler.setPoolSize(1);
        return scheduler;
    }
}
