package dev.fileswarm.tracker.peer;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** A range of addresses in CIDR notation, such as {@code 10.0.0.0/8}; a lone address is a range of one. */
public record Network(InetAddress base, int prefixBits) {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    public Network {
        if (prefixBits < 0 || prefixBits > base.getAddress().length * 8)
            throw new IllegalArgumentException("a prefix has 0 to " + base.getAddress().length * 8 + " bits");
    }

    /** Throws {@link IllegalArgumentException}; never asks the name service. */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        // Java also reads 1.2.3 as an address, which nobody means.
        if (literal.indexOf(':') < 0 && !IPV4.matcher(literal).matches())
            throw new IllegalArgumentException("no IP address: " + literal);
        InetAddress base = InetAddress.ofLiteral(literal);
        int bits = slash < 0 ? base.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1));
        return new Network(base, bits);
    }

    public boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) return false;
        for (int bit = 0; bit < prefixBits; bit++) {
            if (((mine[bit / 8] ^ other[bit / 8]) & (0x80 >> bit % 8)) != 0) return false;
        }
        return true;
    }
}
