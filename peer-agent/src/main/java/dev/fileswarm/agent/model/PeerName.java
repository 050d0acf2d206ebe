package dev.fileswarm.agent.model;

import java.util.Locale;
import java.util.Set;

/**
 * A registered peer's name: 1 to 32 of {@code A-Z a-z 0-9 . _ -}, the first a letter or digit. Unique in lower case, so two
 * names that differ in case alone are equal; the case is kept for people.
 */
public record PeerName(String value) implements Comparable<PeerName> {
    /** Words of the shell; and nobody is to speak as the tracker, or as the program itself ("fileswarm: ..."). */
    private static final Set<String> RESERVED = Set.of("start", "say", "stop", "list", "server", "fileswarm");

    public PeerName {
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}")) {
            throw new IllegalArgumentException(
                    "not a peer name: 1 to 32 letters, digits, \".\", \"_\" or \"-\", the first a letter or digit");
        }
        if (RESERVED.contains(value.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("\"" + value + "\" is a word of the program; choose another name");
        }
    }

    /** The form that names are compared by. */
    public String lowerCase() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(PeerName other) {
        return lowerCase().compareTo(other.lowerCase());
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof PeerName name && name.value.equalsIgnoreCase(value);
    }

    @Override
    public int hashCode() {
        return lowerCase().hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
