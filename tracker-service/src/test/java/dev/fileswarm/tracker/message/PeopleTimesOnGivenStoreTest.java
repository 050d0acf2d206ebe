package dev.fileswarm.tracker.message;

import dev.fileswarm.tracker.OnGivenStore;
import dev.fileswarm.tracker.TestTracker;
import java.util.Map;

/** The same on a MongoDB or FerretDB, where one is given. */
@OnGivenStore
class PeopleTimesOnGivenStoreTest extends PeopleTimesTest {
    @Override
    TestTracker tracker(Map<String, Object> settings) {
        return TestTracker.startOnGivenStore(settings);
    }
}
