package dev.fileswarm.agent.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
class GlobalOptions {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder of identity, settings and store (FILESWARM_HOME, else ~/.fileswarm).")
    Path home;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Act as one of several identities below the home folder.")
    String as;

    @Option(
            names = "--tracker",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description =
                    "Tracker to use, this once (FILESWARM_TRACKER, else config.toml, else http://127.0.0.1:8420); "
                            + "several with commas.")
    String tracker;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print JSON lines, the last one {\"type\":\"result\",...}; errors too, on stderr.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print data and errors only.")
    boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show what a command does, with examples.")
    boolean help;

    /** The options as they would be typed, for another command with the same ones. */
    final List<String> asArguments() {
        List<String> arguments = new ArrayList<>();
        if (home != null) arguments.add("--home=" + home);
        if (as != null) arguments.add("--as=" + as);
        if (tracker != null) arguments.add("--tracker=" + tracker);
        if (json) arguments.add("--json");
        if (quiet) arguments.add("--quiet");
        return arguments;
    }
}
