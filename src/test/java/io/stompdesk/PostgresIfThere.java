package io.stompdesk;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips what is to run on PostgreSQL where there is none, with a line that says so; on CI nothing is skipped, so there
 * the tests fail.
 */
public final class PostgresIfThere implements ExecutionCondition {

    private static final ConditionEvaluationResult RUN = ConditionEvaluationResult.enabled("the store is there");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Once.SKIPPED ? ConditionEvaluationResult.disabled("PostgreSQL is not there") : RUN;
    }

    /** Asked once, and said once. */
    private static final class Once {

        static final boolean SKIPPED = skipped();

        private static boolean skipped() {
            boolean skipped = TestStore.isMissing() && !"true".equals(System.getenv("CI"));
            if (skipped) {
                System.out.println("Skipped: no PostgreSQL for the tests of the store (see TestStore).");
            }
            return skipped;
        }
    }
}
