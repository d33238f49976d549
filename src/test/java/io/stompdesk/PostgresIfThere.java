package io.stompdesk;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips tests that should run on PostgreSQL if there is no server, and prints a line about it. On CI no test is
 * skipped, so they fail there.
 */
public final class PostgresIfThere implements ExecutionCondition {

    private static final ConditionEvaluationResult RUN = ConditionEvaluationResult.enabled("the store is there");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Once.SKIPPED ? ConditionEvaluationResult.disabled("PostgreSQL is not there") : RUN;
    }

    /** Checks and prints only once per run. */
    private static final class Once {

        static final boolean SKIPPED = skipped();

        private static boolean skipped() {
            boolean skipped = TestStore.isMissing() && !Machine.isCi();
            if (skipped) {
                System.out.println("Skipped: no PostgreSQL for the tests of the store (see TestStore).");
            }
            return skipped;
        }
    }
}
