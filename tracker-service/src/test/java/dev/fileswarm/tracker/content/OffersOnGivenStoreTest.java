package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.TestTracker;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The same on a MongoDB, or whatever speaks like one. */
@EnabledIfEnvironmentVariable(named = TestTracker.GIVEN_STORE, matches = ".+")
class OffersOnGivenStoreTest extends OffersTest {
    @Override
    TestTracker tracker() {
        return TestTracker.sharedOnGivenStore();
    }
}
