package dev.fileswarm.agent.store;

import dev.fileswarm.agent.store.StoreException.NameRefused;

/** Which file names are used here, and how foreign text is shown. */
public final class SafeFileName {
    private SafeFileName() {}

    /** A name that this peer's user chose: one path element. @return the name */
    public static String chosen(String name) throws NameRefused {
        throw new UnsupportedOperationException();
    }

    /** A name that somebody else chose: also not hidden, and without characters that turn text around. @return the name */
    public static String foreign(String name) throws NameRefused {
        throw new UnsupportedOperationException();
    }

    /** The text without control and bidirectional characters, fit for a terminal. */
    public static String display(String text) {
        throw new UnsupportedOperationException();
    }
}
