package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.shell.OldWords;
import dev.fileswarm.agent.shell.Shell;
import dev.fileswarm.agent.shell.ShellCompletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Suggests commands, their options, names of peers, files of the network and files of this machine. */
final class LineCompletion implements ShellCompletion {
    private static final int MAX_FILES = 500;

    /** Commands whose files lie on this machine. */
    private static final Set<String> LOCAL_FILES = Set.of("offer", "id", "verify", "setdir", "seed");

    private final Invocation shell;
    private final Known known;
    private CommandLine commands;

    /** What is known of the network, from memory. */
    interface Known {
        List<String> fileNames();

        List<String> peerNames();
    }

    LineCompletion(Invocation shell, Known known) {
        this.shell = shell;
        this.known = known;
    }

    @Override
    public List<Suggestion> suggest(List<String> before, String word) {
        if (before.isEmpty()) return commandWords(word);
        CommandSpec command = command(before);
        if (command == null) return List.of();
        OptionSpec valued = optionWaiting(command, before.getLast());
        if (valued != null) return values(command, valued, word);
        if (word.startsWith("-")) return options(command);
        ArgSpec positional = positional(command, before);
        return positional == null ? List.of() : values(command, positional, word);
    }

    /** Commands; an older program's words only where no command begins as what is typed. */
    private List<Suggestion> commandWords(String word) {
        List<Suggestion> suggestions = new ArrayList<>(List.of(new Suggestion("quit", "Leaves the shell.", true)));
        all().getSubcommands().forEach((name, command) -> {
            String about =
                    String.join(" ", command.getCommandSpec().usageMessage().description());
            if (!Shell.OUTSIDE.contains(name)) suggestions.add(new Suggestion(name, about, true));
        });
        if (suggestions.stream().anyMatch(own -> own.word().startsWith(word))) return suggestions;
        return OldWords.rows().stream()
                .filter(row -> !row.here().isEmpty())
                .map(row -> new Suggestion(row.word(), "the same as " + row.here(), true))
                .toList();
    }

    /** The command that the line is about, an older program's word too. */
    private CommandSpec command(List<String> before) {
        String word = before.getFirst().toLowerCase(Locale.ROOT);
        CommandLine found = all().getSubcommands().get(word);
        if (found == null) {
            String here = OldWords.rows().stream()
                    .filter(row -> row.word().equalsIgnoreCase(word))
                    .map(row -> row.here().split(" ")[0])
                    .findFirst()
                    .orElse("");
            found = all().getSubcommands().get(here);
        }
        return found == null ? null : found.getCommandSpec();
    }

    private static OptionSpec optionWaiting(CommandSpec command, String previous) {
        OptionSpec option = command.findOption(previous);
        return option != null && option.arity().min() > 0 ? option : null;
    }

    private static List<Suggestion> options(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .map(option -> new Suggestion(option.longestName(), String.join(" ", option.description()), true))
                .toList();
    }

    /** The parameter that the next word is; the last one where it takes any number. */
    private static ArgSpec positional(CommandSpec command, List<String> before) {
        int index = 0;
        for (int i = 1; i < before.size(); i++) {
            boolean isValue = optionWaiting(command, before.get(i - 1)) != null;
            if (!isValue && !before.get(i).startsWith("-")) index++;
        }
        PositionalParamSpec found = null;
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            if (parameter.index().contains(index)) found = parameter;
        }
        return found;
    }

    private List<Suggestion> values(CommandSpec command, ArgSpec argument, String word) {
        String label = argument.paramLabel();
        boolean isLocal = LOCAL_FILES.contains(command.name()) && !label.equals("FILE|ID");
        return switch (label) {
            case "FILE", "FILE|ID" -> isLocal ? localFiles(word, false) : plain(known.fileNames());
            case "DIR" -> localFiles(word, true);
            case "NAME" -> plain(known.peerNames());
            case "COMMAND" -> plain(List.copyOf(LauncherWord.withCommands()));
            default -> List.of();
        };
    }

    private static List<Suggestion> plain(List<String> words) {
        return words.stream().map(word -> new Suggestion(word, "", true)).toList();
    }

    private List<Suggestion> localFiles(String word, boolean foldersOnly) {
        int slash = word.lastIndexOf('/');
        String folder = word.substring(0, slash + 1);
        try {
            Path listed = shell.surroundings().resolve(Arguments.path(folder.isEmpty() ? "." : folder));
            try (Stream<Path> files = Files.list(listed)) {
                return files.filter(file -> !foldersOnly || Files.isDirectory(file))
                        .filter(file -> !file.getFileName().toString().startsWith("."))
                        .limit(MAX_FILES)
                        .map(file -> file(folder, file))
                        .toList();
            }
        } catch (IOException | RuntimeException e) {
            return List.of(); // nothing there, or nothing that may be read
        }
    }

    private static Suggestion file(String folder, Path file) {
        boolean isFolder = Files.isDirectory(file);
        return new Suggestion(folder + file.getFileName() + (isFolder ? "/" : ""), "", !isFolder);
    }

    private CommandLine all() {
        if (commands == null) commands = Main.commandLine(shell.surroundings(), List.of());
        return commands;
    }
}
