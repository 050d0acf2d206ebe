package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.Bound;
import dev.fileswarm.agent.daemon.StoredDownloads;
import dev.fileswarm.agent.daemon.WhyReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "why",
        description = "Tells what bounds a download now: a limit, the disk, a link, busy or missing holders.",
        footer = {
            "",
            "What comes first bounds it now; what follows would else, or will before the end. It is",
            "read from what was measured in the last seconds; nothing is sent to find out.",
            "",
            "Examples:",
            "  fileswarm why big.iso",
            "  fileswarm why 3f2a91bc",
            "  fileswarm why --json"
        })
final class WhyCommand extends Command {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Downloads, by name, path or the id's first 8 digits or more; all where none is named.")
    List<String> files = List.of();

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        List<String> chosen = files.stream().map(surroundings()::absoluteIfPath).toList();
        Optional<AgentService> agent = BackgroundAgent.running(home());
        List<WhyReport> reports = agent.isPresent()
                ? agent.get().downloads().why(chosen)
                : StoredDownloads.why(home().storeFolder(), chosen);
        if (reports.isEmpty()) output().done("no downloads");
        reports.forEach(this::show);
        output().result(Map.of("count", reports.size()));
        return ExitStatus.OK;
    }

    private void show(WhyReport report) {
        output().event("download", RecordFields.of(report));
        long percent = report.totalBytes() == 0 ? 100 : report.bytes() * 100 / report.totalBytes();
        String rate = report.bytesPerSecond() == 0 ? "" : ", " + Sizes.rate(report.bytesPerSecond());
        output().line(report.name() + ": " + percent + " % of " + Sizes.of(report.totalBytes()) + rate);
        String lead = "  ";
        for (Bound bound : report.bounds()) {
            output().line(lead + BoundText.of(bound));
            lead = "  also: ";
        }
    }
}
