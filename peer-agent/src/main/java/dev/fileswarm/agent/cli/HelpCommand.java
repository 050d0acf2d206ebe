package dev.fileswarm.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@CommandLine.Command(
        name = "help",
        description = "Lists the commands, or shows what one does.",
        footer = {"", "Examples:", "  fileswarm help", "  fileswarm help list"})
final class HelpCommand extends Command {
    @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND", description = "The command to explain.")
    String command;

    @Spec
    CommandSpec spec;

    @Override
    ExitStatus run() {
        CommandLine shown = spec.commandLine().getParent();
        if (command != null) {
            shown = shown.getSubcommands().get(command);
            if (shown == null) throw unknown();
        }
        if (output().isJson()) HelpJson.print(shown, surroundings().out());
        else shown.usage(spec.commandLine().getParent().getOut());
        return ExitStatus.OK;
    }

    private CommandFailure unknown() {
        String nearest = NearestWord.to(command, LauncherWord.withCommands());
        return CommandFailure.usage(
                "\"" + command + "\" is no command",
                nearest == null ? "fileswarm help lists the commands" : "did you mean \"" + nearest + "\"?");
    }
}
