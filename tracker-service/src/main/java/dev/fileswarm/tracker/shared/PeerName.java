package dev.fileswarm.tracker.shared;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a peer as it was registered. Two names that differ only in case are the same name; {@link #key()} is
 * what the store and every comparison use.
 */
public record PeerName(String text) implements Comparable<PeerName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    /**
     * Words of the shell, so that "private NAME hello" is always clear; and names that nobody is to speak under, as the
     * programs show their own lines as "fileswarm: ...".
     */
    private static final Set<String> RESERVED = Set.of("start", "say", "stop", "list", "server", "fileswarm");

    public PeerName {
        if (text == null || !FORM.matcher(text).matches())
            throw new InvalidValue.OfPeerName(
                    "A name has 1 to 32 of the characters A-Z a-z 0-9 . _ - and starts with a letter or digit.");
        if (RESERVED.contains(text.toLowerCase(Locale.ROOT)))
            throw new InvalidValue.OfPeerName("'" + text + "' is a word of Fileswarm itself. Choose another name.");
    }

    /** Also what Spring calls for path variables and request parameters. */
    public static PeerName of(String text) {
        return new PeerName(text);
    }

    /** The lower-case form, unique among peers. */
    public String key() {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerName name && name.key().equals(key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public int compareTo(PeerName other) {
        return key().compareTo(other.key());
    }

    @Override
    public String toString() {
        return text;
    }
}
