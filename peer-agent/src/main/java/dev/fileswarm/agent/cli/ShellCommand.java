package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.PrivateFiles;
import dev.fileswarm.agent.shell.PipedConsole;
import dev.fileswarm.agent.shell.Shell;
import dev.fileswarm.agent.shell.ShellConsole;
import dev.fileswarm.agent.shell.TerminalConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

@CommandLine.Command(
        name = "shell",
        description = "One prompt for everything: commands, messages, and what happens meanwhile.",
        footer = {
            "",
            "Every command works without \"fileswarm\" before it, and so do the words of older programs. Tab completes, the",
            "arrow keys bring lines back, Ctrl-D or \"quit\" leaves. Without a terminal, commands are read from a pipe, one a",
            "line; the status is that of the last one that failed.",
            "",
            "Examples:",
            "  fileswarm shell",
            "  fileswarm --as bob shell",
            "  printf 'list\\nget big.iso\\n' | fileswarm shell"
        })
final class ShellCommand extends Command {
    @Override
    ExitStatus run() throws IOException {
        boolean isTerminal = surroundings().answers().isPerson() && !output().isJson();
        try (NetworkNames names =
                        new NetworkNames(invocation().at(surroundings().unseen()));
                ShellConsole console = isTerminal ? terminal(names) : piped();
                ShellLife life = new ShellLife(invocation(), console, names)) {
            CommandHost host = new CommandHost(invocation());
            life.start(isTerminal);
            host.start(console, life);
            int status = new Shell(console, host).run();
            life.leave();
            return ExitStatus.of(status);
        }
    }

    private ShellConsole piped() {
        return new PipedConsole(
                surroundings().in(), surroundings().out(), surroundings().err());
    }

    private ShellConsole terminal(NetworkNames names) throws IOException {
        PrivateFiles.createFolder(home().folder());
        Path history = home().historyFile();
        if (!Files.exists(history)) PrivateFiles.write(history, "");
        return TerminalConsole.open(history, new LineCompletion(invocation(), names));
    }
}
