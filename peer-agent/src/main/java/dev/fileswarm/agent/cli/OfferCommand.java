package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.OfferReport;
import dev.fileswarm.agent.daemon.OfferRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "offer",
        description = "Offers files to everybody, and serves them from now on; of a folder, all files below it.",
        footer = {
            "",
            "A bare name is looked for here, then in the folder of \"fileswarm setdir\". Links and files that start with",
            "a dot are left out of folders. Where no agent runs yet, one is started in the background.",
            "",
            "Examples:",
            "  fileswarm offer big.iso",
            "  fileswarm offer ~/datasets",
            "  fileswarm offer film.mkv --chunks 10",
            "  fileswarm offer notes.txt --chunk-size 200B"
        })
final class OfferCommand extends Command {
    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files or folders.")
    List<Path> files = List.of();

    @Option(names = "--chunks", paramLabel = "N", description = "Cut into exactly N chunks.")
    Integer chunks;

    @Option(names = "--chunk-size", paramLabel = "SIZE", description = "Cut into chunks of this size, such as 1MiB.")
    String chunkSize;

    @Option(names = "--sha1", description = "State the SHA-1 too, for older tools.")
    boolean sha1;

    @Mixin
    LimitOptions limits = new LimitOptions();

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        if (files.isEmpty()) {
            output().done("nothing offered");
            output().result(RecordFields.of(new OfferReport(0, 0, 0)));
            return ExitStatus.OK;
        }
        OfferRequest request = request();
        limits.requireSense();
        limits.requireNoAgent(home());
        OfferReport report =
                BackgroundAgent.runningOrStarted(invocation(), limits).offer(request, new AgentReporter(output()));
        output().result(RecordFields.of(report));
        return report.refused() == 0 ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private OfferRequest request() {
        if (chunks != null && chunkSize != null) {
            throw CommandFailure.usage("--chunks and --chunk-size contradict each other", "give one of them");
        }
        if (chunks != null && chunks < 1) {
            throw CommandFailure.usage("--chunks " + chunks + " is less than 1", "give 1 or more");
        }
        Long chunkBytes = chunkSize == null ? null : (Long) Sizes.parse(chunkSize, "--chunk-size");
        List<String> paths = files.stream().map(file -> find(file).toString()).toList();
        return new OfferRequest(paths, chunks, chunkBytes, sha1, false);
    }

    private Path find(Path file) {
        Path here = surroundings().resolve(file);
        if (Files.exists(here)) return here;
        boolean isBareName = file.getNameCount() == 1 && !file.isAbsolute();
        if (isBareName && config().sharedFolder().isPresent()) {
            Path shared = config().sharedFolder().get().resolve(file);
            if (Files.exists(shared)) return shared;
        }
        String why = !isBareName || config().sharedFolder().isPresent()
                ? "check the path"
                : "check the name, or say where such files are: fileswarm setdir DIR";
        throw CommandFailure.notFound("file-not-found", "there is no file " + Printable.escaped(here.toString()), why);
    }
}
