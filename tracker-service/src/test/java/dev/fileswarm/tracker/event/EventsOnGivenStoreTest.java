package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.OnGivenStore;
import dev.fileswarm.tracker.TestTracker;

/** The same on a MongoDB or FerretDB, where one is given. */
@OnGivenStore
class EventsOnGivenStoreTest extends EventsTest {
    @Override
    TestTracker tracker() {
        return TestTracker.sharedOnGivenStore();
    }
}
