package io.stompdesk;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Stompdesk: a self-hosted, real-time support desk. */
@SpringBootApplication
@EnableScheduling
public class StompdeskApplication {

    public static void main(String[] args) {
        SpringApplication.run(StompdeskApplication.class, args);
    }

    /** The desk's time, in whole milliseconds as the protocol shows it. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
