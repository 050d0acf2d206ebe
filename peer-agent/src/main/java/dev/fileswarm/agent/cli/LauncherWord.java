package dev.fileswarm.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Words that the launcher takes itself, because they run another program: known here for help and for mistyped words. */
enum LauncherWord {
    TRACKER(
            "Runs a tracker, by which the others find each other.",
            "fileswarm tracker",
            "fileswarm tracker --bind 0.0.0.0",
            "fileswarm tracker --help"),
    STORE(
            "Runs the tracker's store alone, for several trackers that share it.",
            "fileswarm store",
            "fileswarm store --help"),
    BUILD("Builds both programs again.", "fileswarm build");

    private final String about;
    private final List<String> examples;

    LauncherWord(String about, String... examples) {
        this.about = about;
        this.examples = List.of(examples);
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Optional<LauncherWord> of(String word) {
        return Stream.of(values()).filter(known -> known.word().equals(word)).findFirst();
    }

    /** Everything that may stand behind {@code fileswarm}. */
    static Set<String> withCommands() {
        Set<String> all = new TreeSet<>(Commands.names());
        for (LauncherWord word : values()) all.add(word.word());
        return all;
    }

    /**
     * A command that explains itself; where it gets to run, the launcher was not there, or did not see the word for the options
     * in front of it.
     */
    CommandLine commandLine(List<String> arguments) {
        Runnable refusal = () -> {
            throw refusal(arguments);
        };
        CommandSpec spec = CommandSpec.wrapWithoutInspection(refusal).name(word());
        List<String> footer = new ArrayList<>(List.of("", "Examples:"));
        examples.forEach(example -> footer.add("  " + example));
        spec.usageMessage().description(about).footer(footer.toArray(String[]::new));
        spec.parser().unmatchedArgumentsAllowed(true);
        return new CommandLine(spec);
    }

    private CommandFailure refusal(List<String> arguments) {
        List<String> before = arguments.stream()
                .takeWhile(argument -> !argument.equals(word()))
                .filter(argument -> argument.startsWith("-"))
                .map(option -> option.split("=", 2)[0])
                .distinct()
                .toList();
        if (!before.isEmpty()) return takesNone(before);
        return CommandFailure.usage(
                "\"" + word() + "\" is run by the fileswarm launcher, and this is the agent alone",
                "start the script \"fileswarm\" at the top of the project: ./fileswarm " + word());
    }

    private CommandFailure takesNone(List<String> options) {
        return new CommandFailure(
                ExitStatus.USAGE,
                "usage",
                Printable.of("\"" + word() + "\" does not take " + String.join(", ", options)),
                "options of the other commands do not go with it, and its own stand behind it",
                this == BUILD
                        ? "fileswarm build"
                        : "fileswarm " + word() + " --data DIR says where it keeps its data; fileswarm " + word()
                                + " --help shows all its options");
    }
}
