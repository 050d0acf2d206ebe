package dev.fileswarm.tracker.shared;

/**
 * What a content is: a Merkle root, its size, and the layout of its chunks, written {@code ROOT-SIZE},
 * {@code ROOT-SIZE-cBYTES} or {@code ROOT-SIZE-nCOUNT}. There is one text for each id: a suffix that says no more than
 * the standard layout is refused.
 *
 * @param root 64 lower-case hex digits
 */
public record ContentId(String root, long sizeBytes, ChunkLayout layout) implements Comparable<ContentId> {
    /** JSON numbers are exact up to here. */
    public static final long MAX_SIZE_BYTES = (1L << 53) - 1;

    private static final String ROOT_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final int ROOT_DIGITS = 64;
    private static final int MAX_NUMBER_DIGITS = 16;

    public ContentId {
        if (!isRoot(root)) throw bad("A root is 64 lower-case hex digits.");
        if (sizeBytes < 0 || sizeBytes > MAX_SIZE_BYTES)
            throw bad("The size of a content is 0 to " + MAX_SIZE_BYTES + " bytes.");
        if (sizeBytes == 0 && !root.equals(ROOT_OF_NOTHING))
            throw bad("A content of 0 bytes has the root " + ROOT_OF_NOTHING + ".");
        switch (layout) {
            case ChunkLayout.Standard() -> {}
            case ChunkLayout.OfSize(long chunkBytes) -> checkSize(root, sizeBytes, chunkBytes);
            case ChunkLayout.OfCount(int count) -> checkCount(root, sizeBytes, count);
        }
    }

    /** Also what Spring calls for path variables and request parameters. Thousands of times a second, so by hand. */
    public static ContentId of(String text) {
        if (text == null || text.length() < ROOT_DIGITS + 2 || text.charAt(ROOT_DIGITS) != '-') throw malformed();
        String root = text.substring(0, ROOT_DIGITS);
        if (!isRoot(root)) throw malformed();
        int end = text.indexOf('-', ROOT_DIGITS + 1);
        String size = text.substring(ROOT_DIGITS + 1, end < 0 ? text.length() : end);
        long sizeBytes = size.equals("0") ? 0 : number(size);
        return end < 0 ? standard(root, sizeBytes) : new ContentId(root, sizeBytes, layout(text.substring(end + 1)));
    }

    private static boolean isRoot(String text) {
        if (text.length() != ROOT_DIGITS) return false;
        for (int i = 0; i < ROOT_DIGITS; i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) return false;
        }
        return true;
    }

    /** From 1 on, without leading zeros. */
    private static long number(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_NUMBER_DIGITS || text.charAt(0) == '0') throw malformed();
        long number = 0;
        for (int i = 0; i < length; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') throw malformed();
            number = number * 10 + digit - '0';
        }
        return number;
    }

    public static ContentId standard(String root, long sizeBytes) {
        return new ContentId(root, sizeBytes, new ChunkLayout.Standard());
    }

    public int chunkCount() {
        return layout.chunkCount(sizeBytes);
    }

    /** The size of the largest chunk. */
    public long chunkBytes() {
        return layout.chunkBytes(sizeBytes);
    }

    public long chunkOffset(int index) {
        return layout.offset(sizeBytes, checked(index));
    }

    public long chunkLength(int index) {
        return layout.offset(sizeBytes, checked(index) + 1) - layout.offset(sizeBytes, index);
    }

    /** {@code index} itself where this content has such a chunk. */
    public int checked(int index) {
        if (index >= 0 && index < chunkCount()) return index;
        throw new InvalidValue.OfChunk(
                switch (chunkCount()) {
                    case 0 -> "There is no chunk " + index + ": an empty content has none.";
                    case 1 -> "There is no chunk " + index + ": this content has the one chunk 0.";
                    default ->
                        "There is no chunk " + index + ": this content has the chunks 0 to " + (chunkCount() - 1) + ".";
                });
    }

    /** The one text of this id. */
    public String text() {
        return root + "-" + sizeBytes + layout.suffix();
    }

    @Override
    public int compareTo(ContentId other) {
        return text().compareTo(other.text());
    }

    @Override
    public String toString() {
        return text();
    }

    /** @param text such as {@code c65536} */
    private static ChunkLayout layout(String text) {
        char kind = text.isEmpty() ? ' ' : text.charAt(0);
        if (kind != 'c' && kind != 'n') throw malformed();
        long number = number(text.substring(1));
        if (kind == 'c') return new ChunkLayout.OfSize(number);
        if (number > ChunkLayout.MAX_CHUNKS) throw tooManyChunks();
        return new ChunkLayout.OfCount((int) number);
    }

    private static void checkSize(String root, long sizeBytes, long chunkBytes) {
        if (chunkBytes < 1 || chunkBytes >= sizeBytes)
            throw bad("In -cBYTES the chunk size is 1 byte or more, and less than the content's size.");
        if (Math.ceilDiv(sizeBytes, chunkBytes) > ChunkLayout.MAX_CHUNKS) throw tooManyChunks();
        requireBounded(chunkBytes);
        if (chunkBytes == ChunkLayout.Standard.power(sizeBytes)) throw notCanonical(root, sizeBytes);
    }

    private static void checkCount(String root, long sizeBytes, int count) {
        if (count < 1 || count > sizeBytes)
            throw bad("In -nCOUNT there is 1 chunk or more, and at most one for each byte of the content.");
        if (count > ChunkLayout.MAX_CHUNKS) throw tooManyChunks();
        requireBounded(Math.ceilDiv(sizeBytes, (long) count));
        long power = ChunkLayout.Standard.power(sizeBytes);
        boolean alike = count == Math.ceilDiv(sizeBytes, power) && (count == 1 || sizeBytes % power == 0);
        if (alike) throw notCanonical(root, sizeBytes);
    }

    private static void requireBounded(long chunkBytes) {
        if (chunkBytes > ChunkLayout.MAX_CHUNK_BYTES)
            throw bad("A chunk has at most " + ChunkLayout.MAX_CHUNK_BYTES + " bytes: use more chunks.");
    }

    private static InvalidValue notCanonical(String root, long sizeBytes) {
        return bad("This layout is the standard one, whose id has no suffix: " + root + "-" + sizeBytes);
    }

    private static InvalidValue tooManyChunks() {
        return bad("A content has at most " + ChunkLayout.MAX_CHUNKS + " chunks.");
    }

    private static InvalidValue malformed() {
        return bad("A content id is ROOT-SIZE, ROOT-SIZE-cBYTES or ROOT-SIZE-nCOUNT: 64 lower-case hex digits and"
                + " decimal numbers without leading zeros.");
    }

    private static InvalidValue bad(String message) {
        return new InvalidValue.OfContentId(message);
    }
}
