package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.GivenStore;
import dev.fileswarm.tracker.TestTracker;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The same on a MongoDB or FerretDB, where one is given. */
class PeersOnGivenStoreTest extends PeersTest {
    @BeforeAll
    static void skipWithoutAStore() {
        Assumptions.assumeTrue(
                System.getenv(GivenStore.VARIABLE) != null,
                "skipped: set " + GivenStore.VARIABLE + " to repeat the store's tests on a MongoDB or FerretDB");
    }

    @Override
    TestTracker tracker() {
        return TestTracker.sharedOnGivenStore();
    }
}
