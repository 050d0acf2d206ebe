package dev.fileswarm.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Downloads go on beside the prompt of a person, unless their output is for the prompt's own place. */
final class BesideThePrompt {
    private static final Set<String> AT_THE_PROMPT = Set.of("-b", "--background", "-h", "--help", "--json", "-o-");

    private BesideThePrompt() {}

    static List<String> of(List<String> arguments) {
        if (!arguments.getFirst().equals("get") || isAtThePrompt(arguments)) return arguments;
        List<String> beside = new ArrayList<>(arguments);
        beside.add(1, "--background");
        return beside;
    }

    private static boolean isAtThePrompt(List<String> arguments) {
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean isStdout = argument.equals("-o=-")
                    || (argument.equals("-o")
                            && arguments
                                    .get(Math.min(i + 1, arguments.size() - 1))
                                    .equals("-"));
            if (isStdout || argument.startsWith("--confirm-at") || AT_THE_PROMPT.contains(argument)) return true;
        }
        return false;
    }
}
