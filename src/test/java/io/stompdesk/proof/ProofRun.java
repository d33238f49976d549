package io.stompdesk.proof;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs one proof in a separate process, whose classes may differ from those of the build. */
final class ProofRun {

    private ProofRun() {}

    /** @param args a test method, as {@code package.Class#method} */
    public static void main(String[] args) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectMethod(args[0]))
                        .build(),
                listener);
        TestExecutionSummary summary = listener.getSummary();
        summary.getFailures().forEach(failure -> System.out.println("RED " + failure.getException()));
        System.out.println("RAN %d RED %d SKIPPED %d"
                .formatted(
                        summary.getTestsStartedCount(), summary.getTestsFailedCount(), summary.getTestsAbortedCount()));
        System.exit(0);
    }
}
