package io.stompdesk;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Stompdesk: a self-hosted, real-time support desk. */
@SpringBootApplication
@EnableScheduling
public class StompdeskApplication {

    public static void main(String[] args) {
        SpringApplication.run(StompdeskApplication.class, args);
    }

    /**
     * Runs periodic tasks that may block on the store. The check for dead connections has its own scheduler, so that it
     * never waits for the store.
     */
    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setThreadNamePrefix("chores-");
        scheduler.setPoolSize(2);
        return scheduler;
    }

    /** The desk's clock, in whole milliseconds as in the protocol. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
