package dev.fileswarm.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "setdir",
        description = "Sets the folder that files offered by bare name are in, and prints its full path.",
        footer = {
            "",
            "Examples:",
            "  fileswarm setdir ~/shared",
            "  fileswarm offer notes.txt     offers ~/shared/notes.txt"
        })
final class SetdirCommand extends Command {
    @Parameters(index = "0", paramLabel = "DIR", description = "A folder that exists.")
    Path folder;

    @Override
    ExitStatus run() throws IOException {
        Path wanted = surroundings().resolve(folder);
        if (Files.exists(wanted) && !Files.isDirectory(wanted)) {
            throw CommandFailure.usage(wanted + " is a file, not a folder", "name the folder that it is in");
        }
        if (!Files.isDirectory(wanted)) {
            throw CommandFailure.notFound(
                    "no-such-folder", "there is no folder " + wanted, "make it first, or check the path");
        }
        Path full = wanted.toRealPath();
        config().set("shared-folder", full.toString());
        output().line(full.toString());
        output().result(Map.of("sharedFolder", full));
        return ExitStatus.OK;
    }
}
