package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.GivenStore;
import dev.fileswarm.tracker.TestTracker;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The same on a MongoDB, or whatever speaks like one. */
@EnabledIfEnvironmentVariable(named = GivenStore.VARIABLE, matches = ".+")
class ContentsOnGivenStoreTest extends ContentsTest {
    @Override
    TestTracker tracker() {
        return TestTracker.sharedOnGivenStore();
    }
}
