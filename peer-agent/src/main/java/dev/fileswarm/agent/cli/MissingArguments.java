package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.shell.ShellHost.Question;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;

/** Finds out what a command was not given, as questions for a person. */
final class MissingArguments {
    private MissingArguments() {}

    static List<Question> questions(Surroundings surroundings, List<String> arguments) {
        try {
            Main.commandLine(surroundings, arguments).parseArgs(arguments.toArray(String[]::new));
            return List.of();
        } catch (MissingParameterException e) {
            return questions(e);
        } catch (ParameterException e) {
            return List.of(); // wrong in another way, which running it says
        }
    }

    private static List<Question> questions(MissingParameterException missing) {
        List<Question> questions = new ArrayList<>();
        for (ArgSpec argument : missing.getMissing()) {
            if (argument.isOption()) return List.of(); // an option without its value
            questions.add(new Question(textOf(argument), "", true));
        }
        String command = missing.getCommandLine().getCommandName();
        if (command.equals("get") && !questions.isEmpty()) {
            questions.add(new Question("Under which new name? (blank: its own)", "-o", false));
        }
        return questions;
    }

    private static String textOf(ArgSpec argument) {
        String label = argument.paramLabel();
        return switch (label) {
            case "FILE", "FILE|ID" -> "Which file?";
            case "NAME" -> "Which name?";
            case "DIR" -> "Which folder?";
            case "LINK" -> "Which link?";
            case "WORD" -> "Which words?";
            case "TEXT" -> "Which text?";
            case "CHUNK", "N" -> "Which chunks?";
            default -> label + "? (" + String.join(" ", argument.description()) + ")";
        };
    }
}
