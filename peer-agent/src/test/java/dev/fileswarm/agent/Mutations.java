package dev.fileswarm.agent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Hostile inputs for a parser, made from good ones: cut, flipped, spliced, repeated, with numbers at and over limits. The same
 * seed makes the same inputs. For one thread.
 */
public final class Mutations {
    private static final long[] ODD_NUMBERS = {
        0,
        1,
        -1,
        2,
        127,
        128,
        255,
        256,
        32_767,
        32_768,
        65_535,
        65_536,
        262_144,
        262_145,
        270_336,
        270_337,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 53,
        (1L << 53) - 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final int MAX_GROWTH_BYTES = 64;

    private final List<byte[]> good;
    private final SplittableRandom random;

    public Mutations(long seed, List<byte[]> good) {
        this.good = List.copyOf(good);
        this.random = new SplittableRandom(seed);
    }

    public static Mutations ofTexts(long seed, String... good) {
        List<byte[]> bytes = new ArrayList<>();
        for (String text : good) bytes.add(text.getBytes(StandardCharsets.UTF_8));
        return new Mutations(seed, bytes);
    }

    /** What is done with an input; whatever it throws ends the run. */
    public interface Target {
        void take(byte[] input) throws Exception;
    }

    /** What is done with an input that is a text. */
    public interface TextTarget {
        void take(String input) throws Exception;
    }

    /** Gives the target so many inputs; a failure names the input. */
    public void feed(long inputs, Target target) {
        for (long i = 0; i < inputs; i++) {
            byte[] input = next();
            try {
                target.take(input);
            } catch (Exception | Error e) {
                throw new AssertionError("input " + i + " (" + HexFormat.of().formatHex(input) + "): " + e, e);
            }
        }
    }

    /** As {@link #feed}, with texts; bytes that are not UTF-8 come as replacement characters. */
    public void feedTexts(long inputs, TextTarget target) {
        feed(inputs, input -> target.take(new String(input, StandardCharsets.UTF_8)));
    }

    /** The next input, a fresh array. */
    public byte[] next() {
        byte[] bytes = good.get(random.nextInt(good.size())).clone();
        for (int i = 1 + random.nextInt(4); i > 0; i--) bytes = mutated(bytes);
        return bytes;
    }

    public SplittableRandom random() {
        return random;
    }

    private byte[] mutated(byte[] bytes) {
        if (bytes.length == 0) return randomBytes(1 + random.nextInt(MAX_GROWTH_BYTES));
        return switch (random.nextInt(9)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> flipped(bytes);
            case 2 -> with(bytes, random.nextInt(bytes.length), (byte) random.nextInt(256));
            case 3 -> withNumber(bytes);
            case 4 -> inserted(bytes, randomBytes(1 + random.nextInt(8)));
            case 5 -> removed(bytes);
            case 6 -> repeated(bytes);
            case 7 -> spliced(bytes, good.get(random.nextInt(good.size())));
            default -> flipped(flipped(bytes));
        };
    }

    private byte[] flipped(byte[] bytes) {
        int bit = random.nextInt(bytes.length * Byte.SIZE);
        return with(bytes, bit / Byte.SIZE, (byte) (bytes[bit / Byte.SIZE] ^ 1 << bit % Byte.SIZE));
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    /** A big-endian number of 1, 2, 4 or 8 bytes that is likely to be at or over a limit. */
    private byte[] withNumber(byte[] bytes) {
        long number = ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)] + random.nextInt(3) - 1;
        int width = 1 << random.nextInt(4);
        if (bytes.length < width) return bytes;
        int at = random.nextInt(bytes.length - width + 1);
        for (int i = 0; i < width; i++) bytes[at + i] = (byte) (number >> Byte.SIZE * (width - 1 - i));
        return bytes;
    }

    private byte[] inserted(byte[] bytes, byte[] more) {
        int at = random.nextInt(bytes.length + 1);
        byte[] longer = new byte[bytes.length + more.length];
        System.arraycopy(bytes, 0, longer, 0, at);
        System.arraycopy(more, 0, longer, at, more.length);
        System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
        return longer;
    }

    private byte[] removed(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int count = 1 + random.nextInt(Math.min(16, bytes.length - from));
        byte[] shorter = new byte[bytes.length - count];
        System.arraycopy(bytes, 0, shorter, 0, from);
        System.arraycopy(bytes, from + count, shorter, from, bytes.length - from - count);
        return shorter;
    }

    private byte[] repeated(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int count = 1 + random.nextInt(Math.min(MAX_GROWTH_BYTES, bytes.length - from));
        return inserted(bytes, Arrays.copyOfRange(bytes, from, from + count));
    }

    private byte[] spliced(byte[] bytes, byte[] other) {
        int cut = random.nextInt(Math.min(bytes.length, other.length + 1) + 1);
        byte[] spliced = Arrays.copyOf(bytes, cut + Math.max(0, other.length - cut));
        if (other.length > cut) System.arraycopy(other, cut, spliced, cut, other.length - cut);
        return spliced;
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
