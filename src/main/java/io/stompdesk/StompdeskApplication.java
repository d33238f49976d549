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
     * For what is looked after from time to time and may wait for the store. What finds dead connections has another,
     * so that it waits for nothing.
     */
    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setThreadNamePrefix("chores-");
        scheduler.setPoolSize(2);
        return scheduler;
    }

    /** The desk's time, in whole milliseconds as the protocol shows it. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
