package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.tracker.TrackerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a person who has nothing set up yet for what a command needs: the tracker, and a name. */
final class FirstRun {
    private final Surroundings surroundings;
    private final GlobalOptions options;

    FirstRun(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    /** Whether the failure is one that a name would mend, and a person is there to give one. */
    boolean canMend(Exception failure) {
        return failure instanceof CommandFailure known
                && known.code().equals("not-signed-in")
                && surroundings.answers().isPerson()
                && !options.json;
    }

    /** @return whether this home has a name now */
    boolean ask(String why) {
        surroundings.err().println("fileswarm: " + Printable.text(why));
        return askTracker() && askName();
    }

    private boolean askTracker() {
        if (new Invocation(surroundings, options).trackers().isNamed()) return true;
        String here = TrackerAddress.DEFAULT.url();
        while (true) {
            Optional<String> link =
                    surroundings.answers().ask("Which tracker? (its join link or address; blank: " + here + ") ");
            if (link.isEmpty()) return false;
            if (run("join", link.get().isEmpty() ? here : link.get())) return true;
        }
    }

    private boolean askName() {
        while (true) {
            Optional<String> name = surroundings.answers().ask("Under which name? (blank: none) ");
            if (name.isEmpty() || name.get().isEmpty()) return false;
            if (run("register", name.get())) return true;
        }
    }

    private boolean run(String command, String argument) {
        List<String> arguments = new ArrayList<>(options.asArguments());
        arguments.addAll(List.of(command, argument));
        return Main.run(surroundings, arguments) == ExitStatus.OK.code();
    }
}
