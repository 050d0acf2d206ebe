package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.OnGivenStore;
import dev.fileswarm.tracker.TestTracker;
import java.util.Map;

/** The same on a MongoDB or FerretDB, where one is given. */
@OnGivenStore
class FeedOnGivenStoreTest extends FeedTest {
    @Override
    TestTracker tracker(Map<String, Object> settings) {
        return TestTracker.startOnGivenStore(settings);
    }
}
