package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.DownloadStatus;
import dev.fileswarm.agent.daemon.DownloadsService;
import dev.fileswarm.agent.daemon.StoredDownloads;
import dev.fileswarm.agent.shell.ShellHost.Question;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands have in common that do something with downloads which are there. */
abstract class DownloadCommand extends Command implements Lacking {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Downloads, by name, path or the id's first 8 digits or more.")
    List<String> files = List.of();

    @Option(names = "--all", description = "All of them.")
    boolean all;

    @Override
    public Optional<Question> lacks() {
        boolean isNoneNamed = files.isEmpty() && !all;
        return isNoneNamed ? Optional.of(new Question("Which download?", "", true)) : Optional.empty();
    }

    final DownloadsService downloads() throws IOException, AgentException, InterruptedException {
        if (files.isEmpty() == !all) {
            throw CommandFailure.usage("give the names of downloads, or --all", "fileswarm downloads lists them");
        }
        if (BackgroundAgent.running(home()).isEmpty()) StoredDownloads.requireKnown(home().storeFolder(), chosen());
        return BackgroundAgent.runningOrStarted(this).downloads();
    }

    /** What was named; empty for all. */
    final List<String> chosen() {
        return files.stream().map(surroundings()::absoluteIfPath).toList();
    }

    final ExitStatus tell(List<DownloadStatus> downloads, String whenEmpty) {
        if (downloads.isEmpty()) output().done(whenEmpty);
        for (DownloadStatus download : downloads) output().event("download", RecordFields.of(download));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("count", downloads.size());
        output().result(fields);
        return ExitStatus.OK;
    }
}
