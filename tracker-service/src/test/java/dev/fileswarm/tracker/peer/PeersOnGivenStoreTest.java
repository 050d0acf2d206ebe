package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.OnGivenStore;
import dev.fileswarm.tracker.TestTracker;

/** The same on a MongoDB, or whatever speaks like one. */
@OnGivenStore
class PeersOnGivenStoreTest extends PeersTest {
    @Override
    TestTracker tracker() {
        return TestTracker.sharedOnGivenStore();
    }
}
