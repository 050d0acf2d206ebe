package dev.fileswarm.agent.transport.tcp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A bound on the open connections that came from one address, so that one machine cannot take all the places. An IPv6 site (64
 * bits) counts as one address. Used by the accepting thread alone.
 */
final class AddressLimit {
    private static final int SITE_BYTES = 8;

    /** So many addresses are remembered before those without an open connection are forgotten. */
    private static final int MAX_ADDRESSES = 1_000;

    private final int max;
    private final Map<InetAddress, List<Channel>> open = new HashMap<>(); // the oldest first

    AddressLimit(int max) {
        this.max = max;
    }

    /**
     * Counts one more.
     *
     * @param givesWay ends an older one of the same address if it can; asked from the oldest on when there are too many
     * @return false if there is no room for it
     */
    boolean admit(InetAddress address, Channel connection, Predicate<Channel> givesWay) {
        if (open.size() >= MAX_ADDRESSES) forgetClosed();
        List<Channel> ofAddress = open.computeIfAbsent(site(address), key -> new ArrayList<>());
        ofAddress.removeIf(one -> !one.isOpen());
        if (ofAddress.size() >= max && !makeRoom(ofAddress, givesWay)) return false;
        ofAddress.add(connection);
        return true;
    }

    private static boolean makeRoom(List<Channel> ofAddress, Predicate<Channel> givesWay) {
        for (Channel one : ofAddress) {
            if (givesWay.test(one)) return ofAddress.remove(one);
        }
        return false;
    }

    /** How many are remembered. */
    int addresses() {
        return open.size();
    }

    private void forgetClosed() {
        open.values().forEach(ofAddress -> ofAddress.removeIf(one -> !one.isOpen()));
        open.values().removeIf(List::isEmpty);
    }

    private static InetAddress site(InetAddress address) {
        if (!(address instanceof Inet6Address)) return address;
        try {
            byte[] bytes = Arrays.copyOf(Arrays.copyOf(address.getAddress(), SITE_BYTES), address.getAddress().length);
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // it has the length of an address
        }
    }
}
