package dev.fileswarm.tracker.peer;

/** The IP address that a request came from. A controller takes one as a parameter. */
public record CallerHost(String text, boolean ipv6) {
    static CallerHost of(String address) {
        // A zone, as in fe80::1%eth0, means something on this machine only.
        int zone = address.indexOf('%');
        String text = zone < 0 ? address : address.substring(0, zone);
        return new CallerHost(text, text.indexOf(':') >= 0);
    }

    String field() {
        return ipv6 ? "ipv6Host" : "ipv4Host";
    }

    String otherField() {
        return ipv6 ? "ipv4Host" : "ipv6Host";
    }
}
