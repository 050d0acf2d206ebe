package dev.fileswarm.agent.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "completion",
        description = "Prints a script that lets bash or zsh complete commands and options.",
        footer = {
            "",
            "source <(fileswarm completion bash) is for one terminal only.",
            "",
            "Examples:",
            "  fileswarm completion bash >> ~/.bashrc",
            "  fileswarm completion zsh >> ~/.zshrc"
        })
final class CompletionCommand extends Command {
    @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh.")
    String shell;

    @Override
    ExitStatus run() {
        String script = switch (shell) {
            case "bash" -> CompletionScript.bash(Main.commandLine(surroundings(), List.of()));
            case "zsh" -> CompletionScript.zsh(Main.commandLine(surroundings(), List.of()));
            default ->
                throw CommandFailure.usage("\"" + shell + "\" is neither bash nor zsh", "fileswarm completion bash");
        };
        output().line(script);
        output().result(Map.of("shell", shell, "script", script));
        return ExitStatus.OK;
    }
}
