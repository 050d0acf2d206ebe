package dev.fileswarm.agent.shell;

import java.util.List;

/** Asks a person for the tracker and the name, where none is known. Whoever gives no name goes on as a stranger. */
final class SignIn {
    private static final String HERE = "http://127.0.0.1:8420";

    private final ShellConsole console;
    private final ShellHost host;

    SignIn(ShellConsole console, ShellHost host) {
        this.console = console;
        this.host = host;
    }

    void ask() {
        if (host.isSignedIn() || (!host.knowsTracker() && !askTracker())) return;
        askName();
    }

    private boolean askTracker() {
        while (true) {
            String answer = ask("Which tracker? (its join link or address; blank: " + HERE + ") ");
            if (answer == null) return false;
            if (host.run(List.of("join", answer.isEmpty() ? HERE : answer)) == 0) return true;
        }
    }

    /** A name that is taken or none can be answered with another. */
    private void askName() {
        String known = host.name().orElse("");
        String blank = known.isEmpty() ? "blank: look around without one" : "blank: " + known;
        while (true) {
            String answer = ask("Under which name? (" + blank + ", Ctrl-C: none) ");
            if (answer == null || (answer.isEmpty() && known.isEmpty())) return;
            if (host.run(List.of("register", answer.isEmpty() ? known : answer)) == 0) return;
        }
    }

    /** Null where nobody wants to answer. */
    private String ask(String question) {
        return console.answer(question).orElse(null);
    }
}
