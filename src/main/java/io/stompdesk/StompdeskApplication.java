package io.stompdesk;

import io.stompdesk.kernel.SteadyClock;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Stompdesk: a self-hosted, real-time support desk. */
@SpringBootApplication
@EnableScheduling
public class StompdeskApplication {

    private static final Logger log = LoggerFactory.getLogger(StompdeskApplication.class);

    /** The JDK reads it when the first virtual thread starts. */
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    private static final int LEAST_CARRIERS = 8;

    public static void main(String[] args) {
        StopSignal.exitNormally(Thread.currentThread());
        // Virtual threads that compute, such as while they hash a password, do not give way to others. With more
        // carriers than cores the operating system shares the cores out.
        if (System.getProperty(CARRIERS) == null) {
            int cores = Runtime.getRuntime().availableProcessors();
            System.setProperty(CARRIERS, Integer.toString(Math.max(LEAST_CARRIERS, cores)));
        }
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
        scheduler.setErrorHandler(StompdeskApplication::taskFailed);
        return scheduler;
    }

    /** The task runs again by itself. */
    private static void taskFailed(Throwable failure) {
        if (failure instanceof DataAccessException) {
            log.warn("A periodic task failed with a store error: {}", failure.getMessage());
        } else {
            log.error("A periodic task failed", failure);
        }
    }

    /** The desk's clock, in whole milliseconds as in the protocol. */
    @Bean
    Clock clock() {
        return new SteadyClock();
    }
}
