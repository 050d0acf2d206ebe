package dev.fileswarm.tracker;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Packages use what their package-info allows, and nothing goes round in a circle. */
class ModularityTest {
    @Test
    void every_package_keeps_to_its_arrows() {
        ApplicationModules.of(TrackerApplication.class).verify();
    }
}
