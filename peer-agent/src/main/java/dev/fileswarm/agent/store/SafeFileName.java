package dev.fileswarm.agent.store;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/** Which file names are used here, and how foreign text is shown. */
public final class SafeFileName {
    /** Bytes in UTF-8; what common file systems allow. */
    public static final int MAX_BYTES = 255;

    /** Marks that turn the direction of text, so that "gpj.exe" can read as "exe.jpg" (Unicode TR 36). */
    private static final Pattern TURNING = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");

    /** What ends a line in some program or other. */
    private static final Pattern LINE_ENDS = Pattern.compile("[\\u2028\\u2029]");

    /** A character that a person would see; joiners, fillers and spaces are seen only between others. */
    private static final Pattern SEEN = Pattern.compile("[^\\p{Z}\\p{C}\\s]");

    /** Control and format characters, line and paragraph separators, halves of surrogate pairs. */
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]");

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    private static final Set<String> WINDOWS_DEVICES = Set.of("CON", "PRN", "AUX", "NUL");

    private SafeFileName() {}

    /** A name that this peer's user chose: one path element. @return the name */
    public static String chosen(String name) throws StoreException {
        if (name.isEmpty()) throw refused(name, "it is empty");
        if (name.equals(".") || name.equals("..")) throw refused(name, "it stands for a folder");
        if (name.indexOf('/') >= 0) throw refused(name, "it contains \"/\"");
        if (name.chars().anyMatch(Character::isISOControl)) throw refused(name, "it contains control characters");
        if (utf8Length(name) > MAX_BYTES) throw refused(name, "it is longer than " + MAX_BYTES + " bytes");
        if (WINDOWS) requireWindowsName(name);
        return name;
    }

    /** A name that others are to see, as the tracker takes it: something is seen of it, and it is what is seen. @return the name */
    public static String offered(String name) throws StoreException {
        chosen(name);
        if (LINE_ENDS.matcher(name).find()) throw refused(name, "it contains control characters");
        if (TURNING.matcher(name).find()) throw refused(name, "it contains characters that turn text around");
        if (!SEEN.matcher(name).find()) throw refused(name, "nobody would see anything of it");
        return name;
    }

    /** A name that somebody else chose: also not hidden. @return the name */
    public static String foreign(String name) throws StoreException {
        offered(name);
        if (name.startsWith(".")) throw refused(name, "files of that name are hidden and may be settings");
        return name;
    }

    /** The text without control and bidirectional characters, fit for a terminal. */
    public static String display(String text) {
        return UNSHOWN.matcher(text).replaceAll("");
    }

    static int utf8Length(String name) throws StoreException {
        try {
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(name))
                    .remaining();
        } catch (CharacterCodingException e) {
            throw refused(name, "it is not valid Unicode");
        }
    }

    private static void requireWindowsName(String name) throws StoreException {
        if (name.chars().anyMatch(c -> "\\:*?\"<>|".indexOf(c) >= 0)) {
            throw refused(name, "it contains a character that Windows does not allow");
        }
        String stem = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        String upper = stem.strip().toUpperCase(java.util.Locale.ROOT);
        if (WINDOWS_DEVICES.contains(upper) || upper.matches("(COM|LPT)[0-9\u00B9\u00B2\u00B3]")) {
            throw refused(name, "it names a device on Windows");
        }
        if (name.endsWith(".") || name.endsWith(" ")) throw refused(name, "Windows drops its last character");
    }

    private static StoreException refused(String name, String why) {
        String shown = display(name);
        return new StoreException(
                StoreException.Kind.NAME_REFUSED,
                null,
                "the file name \"" + (shown.length() > 80 ? shown.substring(0, 80) + "…" : shown)
                        + "\" is not used here: " + why + "; choose another one");
    }
}
