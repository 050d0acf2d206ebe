package dev.fileswarm.tracker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Repeats tests on a store that is no part of the tracker, and leaves them out where {@link GivenServer} has none. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnGivenStore.WhereThereIsOne.class)
public @interface OnGivenStore {
    /** Says where the store is, or why there is none. */
    final class WhereThereIsOne implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            GivenServer server = GivenServer.get();
            return server.uri() == null
                    ? ConditionEvaluationResult.disabled(server.found())
                    : ConditionEvaluationResult.enabled(server.found());
        }
    }
}
