package dev.fileswarm.agent.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line in this program's words rather than in picocli's. */
final class UsageFailures {
    private UsageFailures() {}

    /**
     * @param arguments the whole command line
     * @param help names the command that shows what may be given
     */
    static CommandFailure of(ParameterException exception, List<String> arguments, String help) {
        return switch (exception) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched, arguments, help);
            case MissingParameterException missing -> missing(missing, help);
            case OverwrittenOptionException twice ->
                failure(label(twice.getOverwritten()) + " is given twice", null, help);
            case ParameterException wrong when wrong.getArgSpec() != null -> wrongValue(wrong, help);
            default -> failure("the command line cannot be read", exception.getMessage(), help);
        };
    }

    private static CommandFailure unmatched(UnmatchedArgumentException unmatched, List<String> arguments, String help) {
        List<String> words = unmatched.getUnmatched();
        String first = words.isEmpty() ? "" : words.getFirst();
        String command = command(unmatched.getCommandLine());
        if (first.isEmpty()) return empty("an argument of " + command, help);
        if (unmatched.isUnknownOption() && isBehindTheOptions(first, arguments))
            return failure(
                    command + " has no use for \"" + first + "\"",
                    "what follows -- are names, and it has all its arguments already",
                    "put options before the --; " + help);
        if (!unmatched.isUnknownOption())
            return failure(
                    command + " has no use for \"" + first + "\"",
                    "it has all its arguments already",
                    "put a name with blanks in quotes; " + help);
        String nearest = NearestWord.to(first.split("=", 2)[0], options(unmatched.getCommandLine()));
        return failure(
                command + " has no option " + first,
                null,
                nearest == null ? help : "did you mean " + nearest + "? " + help);
    }

    /** A {@code --} ends the options. */
    private static boolean isBehindTheOptions(String word, List<String> arguments) {
        int end = arguments.indexOf("--");
        return end >= 0 && !arguments.subList(0, end).contains(word);
    }

    private static CommandFailure empty(String what, String help) {
        return failure(what + " is empty", "a variable of your shell may have no value", help);
    }

    private static CommandFailure missing(MissingParameterException missing, String help) {
        List<ArgSpec> lacking = missing.getMissing();
        if (lacking.size() == 1 && lacking.getFirst() instanceof OptionSpec option)
            return failure(option.longestName() + " needs a value: " + option.paramLabel(), null, help);
        List<String> labels = lacking.stream().map(UsageFailures::label).toList();
        return failure(command(missing.getCommandLine()) + " needs " + String.join(" and ", labels), null, help);
    }

    private static CommandFailure wrongValue(ParameterException wrong, String help) {
        ArgSpec argument = wrong.getArgSpec();
        String label = label(argument);
        if ("".equals(wrong.getValue())) return empty(label, help);
        if (argument.type().isEnum() && wrong.getValue() != null) {
            List<String> values = Stream.of(argument.type().getEnumConstants())
                    .map(value -> value.toString().toLowerCase(java.util.Locale.ROOT))
                    .toList();
            return failure(
                    label + " cannot be \"" + wrong.getValue() + "\"",
                    "it is one of " + String.join(", ", values),
                    help);
        }
        if (wrong.getCause() instanceof TypeConversionException unreadable)
            return failure(label + ": " + unreadable.getMessage(), null, help);
        return failure(label + " cannot be used like this", wrong.getMessage(), help);
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .toList();
    }

    private static String command(CommandLine command) {
        return command.getParent() == null ? "fileswarm" : "\"" + command.getCommandName() + "\"";
    }

    private static CommandFailure failure(String message, String why, String whatToTry) {
        return new CommandFailure(
                ExitStatus.USAGE, "usage", Printable.of(message), why == null ? null : Printable.of(why), whatToTry);
    }
}
