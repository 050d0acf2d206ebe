package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.OnGivenStore;
import dev.fileswarm.tracker.TestTracker;

/** The same on a MongoDB, or whatever speaks like one. */
@OnGivenStore
class ContentsOnGivenStoreTest extends ContentsTest {
    @Override
    TestTracker tracker() {
        return TestTracker.sharedOnGivenStore();
    }
}
