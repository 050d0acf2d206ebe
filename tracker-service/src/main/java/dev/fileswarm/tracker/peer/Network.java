package dev.fileswarm.tracker.peer;

import java.net.InetAddress;

/** A range of addresses in CIDR notation, such as {@code 10.0.0.0/8}; a lone address is a range of one. */
public record Network(InetAddress base, int prefixBits) {
    public Network {
        if (prefixBits < 0 || prefixBits > base.getAddress().length * 8)
            throw new IllegalArgumentException("a prefix has 0 to " + base.getAddress().length * 8 + " bits");
    }

    /** Throws {@link IllegalArgumentException}; never asks the name service. */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
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
