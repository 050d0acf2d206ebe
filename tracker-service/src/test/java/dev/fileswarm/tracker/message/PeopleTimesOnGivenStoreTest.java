package dev.fileswarm.tracker.message;

import dev.fileswarm.tracker.GivenStore;
import dev.fileswarm.tracker.TestTracker;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The same on a MongoDB or FerretDB, where one is given. */
@EnabledIfEnvironmentVariable(named = GivenStore.VARIABLE, matches = ".+")
class PeopleTimesOnGivenStoreTest extends PeopleTimesTest {
    @Override
    TestTracker tracker(Map<String, Object> settings) {
        return TestTracker.startOnGivenStore(settings);
    }
}
