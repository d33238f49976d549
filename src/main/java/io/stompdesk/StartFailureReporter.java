package io.stompdesk;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Prints to standard error why the desk did not start, without a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureReporter implements FailureAnalysisReporter {

    private static final String REPORTER_OF_SPRING =
            "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter";

    @Override
    public void report(FailureAnalysis analysis) {
        // Spring's own reporter comes next and would repeat it at length. If the start failed before the configuration
        // was read, a level that is set there has no effect.
        LoggingSystem.get(StartFailureReporter.class.getClassLoader()).setLogLevel(REPORTER_OF_SPRING, LogLevel.OFF);
        System.err.println(analysis.getDescription());
        if (analysis.getAction() != null) {
            System.err.println(analysis.getAction());
        }
    }
}
