package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.Agent;
import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.OfferReport;
import dev.fileswarm.agent.daemon.OfferRequest;
import dev.fileswarm.agent.model.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "seed",
        description = "Runs an agent that offers everything in a folder, and follows what comes and goes there.",
        footer = {
            "",
            "Links and files that start with a dot are left out. A file is offered once it has stopped growing.",
            "",
            "Examples:",
            "  fileswarm seed /srv/files",
            "  fileswarm seed /srv/files --name archive"
        })
final class SeedCommand extends PeerCommand {
    @Parameters(index = "0", paramLabel = "DIR", description = "The folder.")
    Path folder;

    @Option(names = "--name", paramLabel = "NAME", description = "The peer's name; \"seed\" unless this home has one.")
    String seedName;

    private Path seeded;

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        Path wanted = surroundings().resolve(folder);
        if (!Files.isDirectory(wanted)) {
            throw CommandFailure.notFound(
                    "no-such-folder", "there is no folder " + wanted, "make it, or check the path");
        }
        seeded = wanted.toRealPath();
        name = seedName != null ? seedName : config().name().orElse("seed");
        return super.run();
    }

    @Override
    void started(Agent agent) throws AgentException, IOException, InterruptedException {
        OfferRequest request = new OfferRequest(List.of(seeded.toString()), null, null, false, true);
        OfferReport report = agent.offer(request, new AgentReporter(output()));
        say("seeding " + seeded + ": " + Count.of(report.offered() + report.alreadyOffered(), "file")
                + ", and what comes to it");
    }
}
