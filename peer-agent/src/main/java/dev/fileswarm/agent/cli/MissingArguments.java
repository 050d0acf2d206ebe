package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.shell.ShellHost.Question;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Finds out what a command was not given, as questions for a person. */
final class MissingArguments {
    private MissingArguments() {}

    static List<Question> questions(Surroundings surroundings, List<String> arguments) {
        try {
            ParseResult parsed = Main.commandLine(surroundings, arguments).parseArgs(arguments.toArray(String[]::new));
            return isHelpAsked(parsed) ? List.of() : lacking(parsed);
        } catch (MissingParameterException e) {
            return questions(e, arguments.getLast());
        } catch (ParameterException e) {
            return List.of(); // wrong in another way, which running it says
        }
    }

    private static boolean isHelpAsked(ParseResult parsed) {
        return parsed.isUsageHelpRequested()
                || parsed.subcommands().stream().anyMatch(ParseResult::isUsageHelpRequested);
    }

    private static List<Question> lacking(ParseResult parsed) {
        if (!parsed.hasSubcommand()) return List.of();
        Object command = parsed.subcommand().commandSpec().userObject();
        return command instanceof Lacking lacking ? lacking.lacks().stream().toList() : List.of();
    }

    private static List<Question> questions(MissingParameterException missing, String lastWord) {
        String command = missing.getCommandLine().getCommandName();
        List<Question> questions = new ArrayList<>();
        for (ArgSpec argument : missing.getMissing()) {
            if (argument instanceof OptionSpec option) {
                boolean isAtTheEnd = List.of(option.names()).contains(lastWord);
                return isAtTheEnd ? List.of(new Question(textOf(argument, command), "", true)) : List.of();
            }
            questions.add(new Question(textOf(argument, command), "", true));
        }
        if (command.equals("get") && !questions.isEmpty()) {
            questions.add(new Question("Under which new name? (blank: its own)", "-o", false));
        }
        return questions;
    }

    private static String textOf(ArgSpec argument, String command) {
        String label = argument.paramLabel();
        return switch (label) {
            case "FILE", "FILE|ID" -> "Which file?";
            case "NAME" -> argument.isOption() || command.equals("register") ? "Which name?" : "Whom? (a peer's name)";
            case "DIR" -> "Which folder?";
            case "LINK" -> "Which link?";
            case "WORD" -> "Which words?";
            case "TEXT" -> "Which text?";
            case "CHUNK", "N" -> "Which chunks?";
            case "D" -> "Within which time? (seconds, or such as 10m)";
            case PrivateCommand.WORDS -> "What? (start, say, stop, list, or the name of a peer to say something to)";
            default -> label + "? (" + String.join(" ", argument.description()) + ")";
        };
    }
}
