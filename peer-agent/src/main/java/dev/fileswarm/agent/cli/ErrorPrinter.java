package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.shell.OldWords;
import dev.fileswarm.agent.shell.ShellLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on stderr what went wrong, why, and what to try; as JSON when that was asked for. */
final class ErrorPrinter {
    private final Surroundings surroundings;
    private final GlobalOptions options;
    private final List<String> arguments;

    ErrorPrinter(Surroundings surroundings, GlobalOptions options, List<String> arguments) {
        this.surroundings = surroundings;
        this.options = options;
        this.arguments = arguments;
    }

    int failure(Exception exception) {
        // whatever went wrong, nobody reads it: the answer's reader, such as head, has gone
        if (ProcessOutput.isReaderGone(surroundings.out())) return ExitStatus.READER_GONE.code();
        return print(Failures.of(exception, surroundings, options));
    }

    /** The command line itself was wrong. */
    int usage(ParameterException exception, String[] ignored) {
        CommandLine command = exception.getCommandLine();
        boolean isRoot = command.getParent() == null;
        if (isRoot && exception instanceof UnmatchedArgumentException) {
            String word = Commands.commandWord(arguments);
            if (word != null && !Commands.names().contains(word)) return print(unknownCommand(word));
        }
        String help = isRoot ? "fileswarm help" : "fileswarm help " + command.getCommandName();
        return print(UsageFailures.of(exception, arguments, help + " shows what it takes"));
    }

    private static CommandFailure unknownCommand(String word) {
        if (OldWords.meaningOf(ShellLine.of(word)) instanceof OldWords.Run old) {
            return CommandFailure.usage(
                    "\"" + Printable.of(word) + "\" is a word of an older program",
                    "here it is: fileswarm " + String.join(" ", old.arguments())
                            + "; in \"fileswarm shell\" the old word works too");
        }
        String nearest = NearestWord.to(word, LauncherWord.withCommands());
        return CommandFailure.usage(
                "\"" + Printable.of(word) + "\" is no command",
                nearest == null ? "fileswarm help lists the commands" : "did you mean \"" + nearest + "\"?");
    }

    private int print(CommandFailure failure) {
        // A command line that could not be parsed may not have got as far as --json.
        if (options.json || arguments.contains("--json")) printJson(failure);
        else printText(failure);
        surroundings.err().flush();
        return failure.status().code();
    }

    private void printText(CommandFailure failure) {
        surroundings.out().flush();
        surroundings.err().println("fileswarm: " + Printable.text(failure.getMessage()));
        if (failure.why() != null) surroundings.err().println("  why: " + Printable.text(failure.why()));
        if (failure.whatToTry() != null) surroundings.err().println("  try: " + Printable.text(failure.whatToTry()));
    }

    private void printJson(CommandFailure failure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", failure.code());
        fields.put("message", failure.getMessage());
        if (failure.why() != null) fields.put("why", failure.why());
        if (failure.whatToTry() != null) fields.put("try", failure.whatToTry());
        fields.put("exitStatus", failure.status().code());
        surroundings.err().println(JsonLine.of("error", fields));
    }
}
