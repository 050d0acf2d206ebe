package dev.fileswarm.agent.transport.udp;

import dev.fileswarm.agent.transport.Lanes;

/**
 * The keys of a lane, renewed while packets are under way: what comes is opened with the present or the previous ones, and this
 * side seals with fresh ones as soon as the other is known to have them. Not
 * thread-safe, but for {@link #isMine}.
 */
final class Keys {
    private final boolean isDialler;
    private Sealing seal;
    private Sealing nextSeal; // until the other side has shown that it has the same
    private volatile Sealing open;
    private volatile Sealing previousOpen;
    private long sealed;
    private long renewals;

    Keys(byte[] material, boolean isDialler) {
        this.isDialler = isDialler;
        this.seal = sealing(material, isDialler);
        this.open = sealing(material, !isDialler);
    }

    /** Takes fresh keys into use for opening; for sealing once something came that was sealed with them. */
    void renew(byte[] material) {
        previousOpen = open;
        open = sealing(material, !isDialler);
        nextSeal = sealing(material, isDialler);
    }

    /** Seals with the fresh keys from now on: the other side has them. */
    void sealWithFresh() {
        if (nextSeal == null) return;
        seal = nextSeal;
        nextSeal = null;
        sealed = 0;
        renewals++;
    }

    /** How often fresh keys were taken into use for sealing. */
    long renewals() {
        return renewals;
    }

    boolean isMine(long id) {
        Sealing previous = previousOpen;
        return id == open.id() || (previous != null && id == previous.id());
    }

    /** Opens a datagram of {@link #isMine}. @return the packet's length, -1 if it is not genuine */
    int open(byte[] datagram, int length, byte[] into) {
        boolean isFresh = Sealing.idOf(datagram) == open.id();
        int count = (isFresh ? open : previousOpen).open(datagram, length, into);
        if (count >= 0 && isFresh) sealWithFresh();
        return count;
    }

    int seal(long number, byte[] packet, int count, byte[] into) {
        sealed++;
        return seal.seal(number, packet, count, into);
    }

    /** How many packets were sealed with the present key. */
    long sealed() {
        return sealed;
    }

    private static Sealing sealing(byte[] material, boolean byDialler) {
        if (material.length != Lanes.MATERIAL_BYTES) {
            throw new IllegalArgumentException(
                    "keying material has " + Lanes.MATERIAL_BYTES + " bytes, not " + material.length);
        }
        return new Sealing(material, byDialler ? 0 : Sealing.MATERIAL_BYTES);
    }
}
