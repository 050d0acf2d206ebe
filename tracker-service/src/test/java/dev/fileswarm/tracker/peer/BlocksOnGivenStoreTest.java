package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.OnGivenStore;
import dev.fileswarm.tracker.TestTracker;

/** The same on a MongoDB or FerretDB, where one is given. */
@OnGivenStore
class BlocksOnGivenStoreTest extends BlocksTest {
    @Override
    TestTracker tracker() {
        return TestTracker.sharedOnGivenStore();
    }
}
