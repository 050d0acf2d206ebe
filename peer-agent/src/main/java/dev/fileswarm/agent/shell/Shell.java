package dev.fileswarm.agent.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads lines and has them run, until the input ends or somebody says so. No line ends it by accident. */
public final class Shell {
    private static final Set<String> ENDINGS = Set.of("quit", "exit");

    /** Words for what runs until it is stopped. */
    public static final Set<String> OUTSIDE = Set.of("tracker", "store", "build", "demo", "peer", "seed", "shell");

    private static final int MAX_TRIES = 3;
    private static final int USAGE = 2;

    private final ShellConsole console;
    private final ShellHost host;
    private int status;

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
            Typed typed = console.readCommand(prompt());
            switch (typed) {
                case Typed.End _ -> {
                    return leave();
                }
                case Typed.Interrupted _ -> say("Ctrl-C leaves nothing here; Ctrl-D or \"quit\" does.");
                case Typed.Line line -> {
                    ShellLine cut = ShellLine.of(line.text());
                    if (isEnding(cut)) return leave();
                    handle(cut);
                }
            }
            boolean isSignedIn = host.isSignedIn();
            if (wasSignedIn && !isSignedIn && console.isTerminal()) new SignIn(console, host).ask();
            wasSignedIn = host.isSignedIn();
        }
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
        ShellLine line = typed;
        boolean hasOwnName = line.size() > 1 && line.word(0).equals("fileswarm");
        if (hasOwnName) line = line.withoutFirst();
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

    private void run(List<String> arguments) {
        List<String> whole = new ArrayList<>(arguments);
        for (ShellHost.Question question : host.missing(arguments)) {
            Optional<String> answer = console.answer(question.text() + " ");
            if (answer.isPresent() && !answer.get().isEmpty()) add(whole, question, answer.get());
            else if (question.isNeeded()) {
                refuse("nothing done");
                return;
            }
        }
        int result = host.run(whole);
        if (result != 0) status = result;
    }

    private static void add(List<String> arguments, ShellHost.Question question, String answer) {
        if (!question.option().isEmpty()) {
            arguments.add(question.option() + "=" + answer);
            return;
        }
        if (answer.startsWith("-")) arguments.add("--");
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
