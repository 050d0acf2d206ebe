package dev.fileswarm.agent.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code join LINK COMMAND...}: two commands in one line, so that a person who was sent a link needs to give one line only.
 *
 * @param join the arguments up to the command that follows
 * @param then the command that follows, with the global options of the whole line
 */
record JoinThen(List<String> join, List<String> then) {
    /** Tells {@code join} which name to take where there is none. */
    static final String DEFAULT_NAME_OPTION = "--default-name";

    private static final Set<String> VALUE_OPTIONS = Set.of("--home", "--as", "--tracker", "--name");
    private static final Set<String> GLOBAL_VALUE_OPTIONS = Set.of("--home", "--as");
    private static final Set<String> GLOBAL_FLAGS = Set.of("--json", "-q", "--quiet");
    private static final int MAX_NAME_LENGTH = 32;

    /** The two commands, if the line is a {@code join} that another command follows. */
    static Optional<JoinThen> split(List<String> arguments, Map<String, String> environment) {
        if (!"join".equals(Commands.commandWord(arguments))) return Optional.empty();
        List<String> global = new ArrayList<>();
        int words = 0;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (GLOBAL_FLAGS.contains(argument)) global.add(argument);
            if (VALUE_OPTIONS.contains(argument)) {
                if (GLOBAL_VALUE_OPTIONS.contains(argument) && i + 1 < arguments.size()) {
                    global.addAll(arguments.subList(i, i + 2));
                }
                i++;
            } else if (!argument.startsWith("-") && ++words == 3) { // join, the link, and what follows
                List<String> join = new ArrayList<>(arguments.subList(0, i));
                join.addAll(List.of(DEFAULT_NAME_OPTION, defaultName(environment)));
                global.addAll(arguments.subList(i, arguments.size()));
                return Optional.of(new JoinThen(join, global));
            }
        }
        return Optional.empty();
    }

    /** The user at the machine, in the letters that names have. */
    private static String defaultName(Map<String, String> environment) {
        String user = environment.getOrDefault("USER", System.getProperty("user.name"));
        String name = (user + "-" + hostName()).replaceAll("[^A-Za-z0-9._-]", "-");
        name = name.replaceFirst("^[^A-Za-z0-9]+", "");
        return name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceFirst("[.].*", "");
        } catch (UnknownHostException e) {
            return "host";
        }
    }
}
