package dev.fileswarm.agent.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The words of the five programs that came before this one, in any letter case: the one table of what they are here. Where an
 * old word is a command here too, its arguments decide.
 */
public final class OldWords {
    private static final String OVER_UDP =
            "is spoken among peers alone here: they move a file's pieces and ask again for lost "
                    + "ones by themselves. \"get FILE --transport udp\" fetches over UDP, \"offer FILE\" gives";

    private static final String NOTHING_ASKS =
            "answers a download that asks whether to go on (\"get FILE --confirm-at 50%\"), "
                    + "and none asks right now. \"resume FILE\" goes on with a paused one";

    private static final List<Row> ROWS = List.of(
            renamed("REG", "NAME", "register"),
            renamed("connect", "NAME", "register"),
            meant("register", "FILE N", OldWords::isFileAndCount, "offer FILE --chunks N", OldWords::cut),
            renamed("disconnect", "", "logout"),
            renamed("dereg", "[NAME]", "logout"),
            renamed("PUT", "FILE...", "offer"),
            renamed("publish", "FILE...", "offer"),
            renamed("LST", "", "list"),
            renamed("get_list_file", "", "list"),
            renamed("get_users", "", "who"),
            renamed("whoelse", "", "who"),
            meant("whoelsesince", "SECONDS", OldWords::always, "who --since SECONDS", OldWords::since),
            renamed("searchFile", "FILE", "search-file"),
            renamed("searchChunk", "FILE N...", "search-chunk"),
            meant("download", "FILE N", OldWords::isFileAndCount, "get FILE --chunks N", OldWords::chosen),
            renamed("download", "[FILE]", "get"),
            meant("request", "FILE CLIENT", OldWords::isTwo, "get FILE --from CLIENT", OldWords::from),
            renamed("request", "[FILE]", "get"),
            meant(
                    "startprivate",
                    "NAME",
                    OldWords::always,
                    "private start NAME",
                    line -> run("private", "start", line)),
            meant("stopprivate", "NAME", OldWords::always, "private stop NAME", line -> run("private", "stop", line)),
            explained("UDP_SEND", OVER_UDP),
            explained("UDP_RECV", OVER_UDP),
            explained("proceed", NOTHING_ASKS));

    /** What an old line is here. */
    public sealed interface Meaning {}

    /** A command here. @param arguments its word first */
    public record Run(List<String> arguments) implements Meaning {}

    /** Nothing that can be run here. @param why a sentence that begins with the word */
    public record Explained(String why) implements Meaning {}

    /**
     * A row of the table.
     *
     * @param word as the old program wrote it
     * @param form what followed it there
     * @param here what it is here, for people; empty where it is explained only
     * @param applies whether a line that begins with the word is meant so
     */
    public record Row(
            String word,
            String form,
            String here,
            Predicate<ShellLine> applies,
            Function<ShellLine, Meaning> meaning) {}

    private OldWords() {}

    public static List<Row> rows() {
        return ROWS;
    }

    /** What the line is here; null where its first word is none of an older program's alone. */
    public static Meaning meaningOf(ShellLine line) {
        if (line.isEmpty()) return null;
        return ROWS.stream()
                .filter(row -> row.word.equalsIgnoreCase(line.word(0)) && row.applies.test(line))
                .findFirst()
                .map(row -> row.meaning.apply(line))
                .orElse(null);
    }

    private static Row renamed(String word, String form, String command) {
        String here = form.isEmpty() ? command : command + " " + form;
        return new Row(word, form, here, OldWords::always, line -> run(command, line.wordsFrom(1)));
    }

    private static Row meant(
            String word, String form, Predicate<ShellLine> applies, String here, Function<ShellLine, Meaning> meaning) {
        return new Row(word, form, here, applies, meaning);
    }

    private static Row explained(String word, String why) {
        return new Row(word, "", "", OldWords::always, line -> new Explained(word + " " + why));
    }

    private static boolean always(ShellLine line) {
        return true;
    }

    private static boolean isTwo(ShellLine line) {
        return line.size() == 3 && !line.word(2).startsWith("-");
    }

    /** A file and numbers; a name of a peer has no number behind it. */
    private static boolean isFileAndCount(ShellLine line) {
        return line.size() >= 3 && line.wordsFrom(2).stream().allMatch(word -> word.matches("[0-9]{1,9}"));
    }

    private static Meaning cut(ShellLine line) {
        return new Run(List.of("offer", line.word(1), "--chunks", line.word(2)));
    }

    private static Meaning chosen(ShellLine line) {
        return new Run(List.of("get", line.word(1), "--chunks", String.join(",", line.wordsFrom(2))));
    }

    private static Meaning from(ShellLine line) {
        return new Run(List.of("get", line.word(1), "--from", line.word(2)));
    }

    /** Without a number the option stands alone, and the command says what it wants. */
    private static Meaning since(ShellLine line) {
        return run("who", concat("--since", line.wordsFrom(1)));
    }

    private static Meaning run(String command, String second, ShellLine line) {
        return run(command, concat(second, line.wordsFrom(1)));
    }

    private static Meaning run(String command, List<String> more) {
        return new Run(concat(command, more));
    }

    private static List<String> concat(String first, List<String> more) {
        List<String> words = new ArrayList<>(List.of(first));
        words.addAll(more);
        return List.copyOf(words);
    }
}
