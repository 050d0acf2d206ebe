package dev.fileswarm.tracker;

import java.io.PrintWriter;
import picocli.CommandLine;

/** The executable: {@code tracker} and {@code store}. */
@CommandLine.Command(
        name = "fileswarm",
        description = "The tracker of Fileswarm: knows who has what and who is here.",
        subcommands = {TrackerCommand.class, StoreCommand.class},
        synopsisSubcommandLabel = "tracker|store",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class TrackerMain implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TrackerMain())
                .setParameterExceptionHandler(TrackerMain::refuse)
                .setExecutionExceptionHandler(TrackerMain::fail);
    }

    @Override
    public void run() {
        throw StartFailure.wrong("Say 'tracker' or 'store'; '--help' tells more.");
    }

    private static int refuse(CommandLine.ParameterException refused, String[] arguments) {
        CommandLine command = refused.getCommandLine();
        String word = command.getParent() == null ? "tracker" : command.getCommandName();
        say(command, refused.getMessage() + ". Try: fileswarm " + word + " --help");
        return StartFailure.WRONG_COMMAND_LINE;
    }

    private static int fail(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        StartFailure known = StartFailures.of(failure);
        say(command, known.getMessage());
        return known.exitStatus();
    }

    private static void say(CommandLine command, String message) {
        PrintWriter out = command.getErr();
        out.println("fileswarm: " + message);
        out.flush();
    }
}
