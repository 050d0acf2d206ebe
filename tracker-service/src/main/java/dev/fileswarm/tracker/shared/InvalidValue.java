package dev.fileswarm.tracker.shared;

/** Text or a number from outside that cannot be what it is said to be. The message is for the person who sent it. */
public abstract sealed class InvalidValue extends IllegalArgumentException {
    private InvalidValue(String message) {
        super(message);
    }

    public static final class OfPeerName extends InvalidValue {
        OfPeerName(String message) {
            super(message);
        }
    }

    public static final class OfContentId extends InvalidValue {
        OfContentId(String message) {
            super(message);
        }
    }

    public static final class OfChunk extends InvalidValue {
        OfChunk(String message) {
            super(message);
        }
    }

    public static final class OfChunkMap extends InvalidValue {
        OfChunkMap(String message) {
            super(message);
        }
    }

    public static final class OfCursor extends InvalidValue {
        OfCursor(String message) {
            super(message);
        }
    }
}
