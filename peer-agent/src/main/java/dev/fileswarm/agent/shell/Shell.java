package dev.fileswarm.agent.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads lines and has them run, until the input ends or somebody says so. No line ends it by accident. */
public final class Shell {
    private static final Set<String> ENDINGS = Set.of("quit", "exit");

    /** Words for what runs until it is stopped. */
    public static final Set<String> OUTSIDE = Set.of("tracker", "store", "build", "demo", "peer", "seed", "shell");

    private static final int MAX_TRIES = 3;
    private static final int MAX_ROUNDS = 5; // of questions for one command
    private static final int USAGE = 2;
    private static final int INTERRUPTED = 130;

    private final ShellConsole console;
    private final ShellHost host;
    private int status;
    private String pasted = ""; // lines that came with one before them and wait for their turn

    public Shell(ShellConsole console, ShellHost host) {
        this.console = console;
        this.host = host;
    }

    /** @return 0 when a person ended it; for a pipe, the status of the last command that failed, 0 where none did */
    public int run() {
        if (console.isTerminal()) {
            say("\"help\" lists the commands, Tab completes, \"quit\" or Ctrl-D leaves.");
            new SignIn(console, host).ask();
        }
        boolean wasSignedIn = host.isSignedIn();
        while (true) {
            Typed typed = pasted.isEmpty() ? console.readCommand(prompt()) : nextPasted();
            switch (typed) {
                case Typed.End _ -> {
                    return leave();
                }
                case Typed.Interrupted _ -> say("Ctrl-C leaves nothing here; Ctrl-D or \"quit\" does.");
                case Typed.Line(String text) -> {
                    ShellLine cut = ShellLine.of(cutOff(text));
                    if (isEnding(cut)) return leave();
                    handle(cut);
                }
            }
            boolean isSignedIn = host.isSignedIn();
            if (wasSignedIn && !isSignedIn && console.isTerminal()) new SignIn(console, host).ask();
            wasSignedIn = host.isSignedIn();
        }
    }

    /**
     * The first line of what was pasted, where it is a command by itself; the others wait. A text keeps all of its lines, and
     * so does what is no command and may become a text.
     */
    private String cutOff(String text) {
        int end = text.indexOf('\n');
        if (end < 0) return text;
        ShellLine first = ShellLine.of(text.substring(0, end));
        if (!first.isEmpty() && !isOneCommand(withoutOwnName(first))) return text;
        pasted = text.substring(end + 1);
        return text.substring(0, end);
    }

    private Typed nextPasted() {
        String text = pasted;
        pasted = "";
        console.err().println(prompt() + Plain.of(text.lines().findFirst().orElse("")));
        return new Typed.Line(text);
    }

    private boolean isOneCommand(ShellLine line) {
        String word = lower(line.word(0));
        boolean isKnown = OldWords.meaningOf(line) != null
                || OUTSIDE.contains(word)
                || ENDINGS.contains(word)
                || host.commands().contains(word);
        return isKnown && !TextLines.hasText(line);
    }

    private String prompt() {
        String name = host.isSignedIn() ? host.name().orElse("fileswarm") : "fileswarm";
        return name + "> ";
    }

    private int leave() {
        return console.isTerminal() ? 0 : status;
    }

    private static boolean isEnding(ShellLine line) {
        return line.size() == 1 && ENDINGS.contains(lower(line.word(0)));
    }

    private void handle(ShellLine typed) {
        ShellLine line = withoutOwnName(typed);
        if (line.isEmpty()) return;
        String word = lower(line.word(0));
        switch (OldWords.meaningOf(line)) {
            case OldWords.Run old -> run(old.arguments());
            case OldWords.Explained explained -> refuse(explained.why());
            case null -> {
                if (OUTSIDE.contains(word))
                    refuse("\"" + word + "\" runs until it is stopped: start it outside of" + " the shell, fileswarm "
                            + word);
                else if (host.commands().contains(word) || word.startsWith("-")) run(TextLines.arguments(line));
                else unknown(line);
            }
        }
    }

    private static ShellLine withoutOwnName(ShellLine line) {
        boolean hasOwnName = line.size() > 1 && line.word(0).equals("fileswarm");
        return hasOwnName ? line.withoutFirst() : line;
    }

    private void run(List<String> arguments) {
        List<String> whole = new ArrayList<>(arguments);
        if (!askMissing(whole)) {
            pasted = "";
            refuse("nothing done");
            return;
        }
        int result = host.run(whole);
        if (result != 0) status = result;
        if (result == INTERRUPTED) pasted = "";
    }

    /** Adds the answers to what the command lacks; an answer may leave more to ask. @return whether nothing is lacking */
    private boolean askMissing(List<String> arguments) {
        for (int rounds = 0; rounds < MAX_ROUNDS; rounds++) {
            List<ShellHost.Question> questions = host.missing(arguments);
            for (ShellHost.Question question : questions) {
                String answer = console.answer(question.text() + " ").orElse("");
                if (answer.isEmpty() && question.isNeeded()) return false;
                if (!answer.isEmpty()) add(arguments, question, answer);
            }
            if (questions.stream().noneMatch(ShellHost.Question::isNeeded)) return true;
        }
        return true;
    }

    private static void add(List<String> arguments, ShellHost.Question question, String answer) {
        if (!question.option().isEmpty()) {
            arguments.add(question.option() + "=" + answer);
            return;
        }
        if (answer.startsWith("-") && !arguments.contains("--")) arguments.add("--");
        arguments.add(answer);
    }

    /** A line that is no command: perhaps a mistyped one, perhaps something to say to somebody. */
    private void unknown(ShellLine line) {
        String nearest = host.nearest(line.word(0))
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
        String what = "\"" + Plain.of(line.word(0)) + "\" is no command" + nearest;
        if (!host.isSignedIn()) {
            refuse(what);
            return;
        }
        say(what);
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            String name = console.answer("Whom is the line for? (a name; blank: everybody, Ctrl-C: nobody) ")
                    .orElse(null);
            if (name == null) break;
            if (name.isEmpty() || isName(name)) {
                run(TextLines.arguments(ShellLine.of(
                        name.isEmpty() ? "broadcast " + line.rest(0) : "message " + name + " " + line.rest(0))));
                return;
            }
            say("\"" + Plain.of(name) + "\" is no name of a peer");
        }
        refuse("said to nobody");
    }

    private static boolean isName(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
    }

    private void refuse(String why) {
        say(why);
        status = USAGE;
    }

    private void say(String sentence) {
        console.err().println("fileswarm: " + sentence);
        console.err().flush();
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
