package dev.fileswarm.tracker.message;

import dev.fileswarm.tracker.OnGivenStore;
import dev.fileswarm.tracker.TestTracker;

/** The same on a MongoDB or FerretDB, where one is given. */
@OnGivenStore
class MessagesOnGivenStoreTest extends MessagesTest {
    @Override
    TestTracker tracker() {
        return TestTracker.sharedOnGivenStore();
    }
}
