package dev.fileswarm.tracker.peer;

import java.net.InetAddress;
import java.util.HexFormat;

/** The IP address that a request came from. A controller takes one as a parameter. */
public record CallerHost(String text, boolean ipv6) {
    private static final int NETWORK_BYTES = 8;

    static CallerHost of(String address) {
        // A zone, as in fe80::1%eth0, means something on this machine only.
        int zone = address.indexOf('%');
        String text = zone < 0 ? address : address.substring(0, zone);
        return new CallerHost(text, text.indexOf(':') >= 0);
    }

    /**
     * Whom limits count a request for: an IPv4 address, or the 64 bits of an IPv6 address that a site hands out, as the
     * rest anybody there may choose.
     */
    String network() {
        if (!ipv6) return text;
        byte[] bytes = InetAddress.ofLiteral(text).getAddress();
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
    }

    String field() {
        return ipv6 ? "ipv6Host" : "ipv4Host";
    }

    String otherField() {
        return ipv6 ? "ipv4Host" : "ipv6Host";
    }
}
