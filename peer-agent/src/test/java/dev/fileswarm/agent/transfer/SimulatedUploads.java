package dev.fileswarm.agent.transfer;

/** What the gate of {@link Uploads} decides for one simulated peer: whose requests are served now. */
public final class SimulatedUploads {
    private final int maxSlots = PoolSettings.standard("").maxUploadLinks();
    private int slots;

    boolean enter() {
        if (slots == maxSlots) return false;
        slots++;
        return true;
    }

    void leave() {
        slots--;
    }
}
