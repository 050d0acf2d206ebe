package dev.fileswarm.tracker;

import dev.fileswarm.tracker.embedded.StoreRunner;
import java.nio.file.Path;
import picocli.CommandLine;

@CommandLine.Command(
        name = "store",
        description = "Runs the tracker's embedded store as a process of its own, for several trackers on one host.",
        footer = {
            "",
            "Examples:",
            "  fileswarm store",
            "  fileswarm tracker --port 8420 --mongodb mongodb://127.0.0.1:27017",
            "  fileswarm tracker --port 8430 --management-port 8431 --mongodb mongodb://127.0.0.1:27017"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100)
final class StoreCommand implements Runnable {
    @CommandLine.Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "27017",
            description = "Port on loopback, 1024 to 65535, or 0 for a free one (default: ${DEFAULT-VALUE}).")
    private String port;

    @CommandLine.Option(names = "--data", paramLabel = "DIR", description = "Where the data is kept.")
    private Path data;

    @Override
    public void run() {
        int number = Options.port("--port", port);
        StoreRunner.run(number, data == null ? Options.home().resolve("store") : data, System.out);
    }
}
