package dev.fileswarm.tracker;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What this machine is called, and its addresses that others may use. */
final class HostAddresses {
    private HostAddresses() {}

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** IPv4 before IPv6, without loopback and link-local ones. */
    static List<String> all() {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .flatMap(HostAddresses::of)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)))
                    .map(HostAddresses::text)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    /** The host for a URL that leads to a server bound to this address. */
    static String urlHost(InetAddress bound) {
        String host = bound.isAnyLocalAddress() ? all().stream().findFirst().orElse("127.0.0.1") : text(bound);
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    private static Stream<InetAddress> of(NetworkInterface network) {
        try {
            return network.isUp() ? network.inetAddresses() : Stream.empty();
        } catch (SocketException e) {
            return Stream.empty();
        }
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
