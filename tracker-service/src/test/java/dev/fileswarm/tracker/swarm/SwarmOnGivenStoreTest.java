package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.OnGivenStore;
import dev.fileswarm.tracker.TestTracker;

/** The same on a MongoDB, or whatever speaks like one. */
@OnGivenStore
class SwarmOnGivenStoreTest extends SwarmTest {
    @Override
    TestTracker tracker() {
        return TestTracker.sharedOnGivenStore();
    }
}
