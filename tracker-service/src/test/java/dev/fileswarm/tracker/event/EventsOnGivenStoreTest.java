package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.GivenStore;
import dev.fileswarm.tracker.TestTracker;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The same on a MongoDB or FerretDB, where one is given. */
@EnabledIfEnvironmentVariable(named = GivenStore.VARIABLE, matches = ".+")
class EventsOnGivenStoreTest extends EventsTest {
    @Override
    TestTracker tracker() {
        return TestTracker.sharedOnGivenStore();
    }
}
