package dev.fileswarm.agent.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Remembers what a shell has run. */
final class RecordingHost implements ShellHost {
    final List<List<String>> ran = new ArrayList<>();
    boolean signedIn = true;
    boolean trackerKnown = true;
    String name = "anna";
    ToIntFunction<List<String>> result = arguments -> 0;

    @Override
    public Set<String> commands() {
        return Set.of("get", "list", "offer", "register", "logout", "who", "message", "broadcast", "private", "join");
    }

    @Override
    public Optional<String> nearest(String word) {
        return word.equals("lits") ? Optional.of("list") : Optional.empty();
    }

    @Override
    public int run(List<String> arguments) {
        ran.add(arguments);
        if (arguments.getFirst().equals("logout")) signedIn = false;
        int status = result.applyAsInt(arguments);
        if (status == 0 && arguments.getFirst().equals("register")) signedIn = true;
        if (status == 0 && arguments.getFirst().equals("join")) trackerKnown = true;
        return status;
    }

    @Override
    public List<Question> missing(List<String> arguments) {
        if (arguments.equals(List.of("message"))) return List.of(new Question("Whom?", "", true));
        if (arguments.equals(List.of("message", "bob"))) return List.of(new Question("Which text?", "", true));
        if (!arguments.equals(List.of("get"))) return List.of();
        return List.of(new Question("Which file?", "", true), new Question("Which new name?", "-o", false));
    }

    @Override
    public boolean isSignedIn() {
        return signedIn;
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    @Override
    public boolean knowsTracker() {
        return trackerKnown;
    }
}
