package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Downloads as they stand in the catalogue while no agent runs. */
public final class StoredDownloads {
    private StoredDownloads() {}

    /** By name; none where the home has no store. */
    public static List<DownloadStatus> read(Path storeFolder) throws AgentException {
        return fetches(storeFolder).stream()
                .map(StoredDownloads::status)
                .sorted(Comparator.comparing(DownloadStatus::name).thenComparing(DownloadStatus::folder))
                .toList();
    }

    /** As {@link DownloadsService#why}. */
    public static List<WhyReport> why(Path storeFolder, List<String> files) throws AgentException {
        return Downloads.choose(fetches(storeFolder), files, fetch -> true).stream()
                .map(fetch -> WhyReport.of(status(fetch), List.of(fetch.findingAtRest())))
                .sorted(Comparator.comparing(WhyReport::name).thenComparing(WhyReport::folder))
                .toList();
    }

    /** Fails as {@link DownloadsService} does where one of the words means no download. */
    public static void requireKnown(Path storeFolder, List<String> files) throws AgentException {
        Downloads.choose(fetches(storeFolder), files, fetch -> true);
    }

    private static List<Fetch> fetches(Path storeFolder) throws AgentException {
        if (!Files.exists(storeFolder)) return List.of();
        try (Catalogue catalogue = Catalogue.open(storeFolder)) {
            return new DownloadBook(catalogue).all().stream().map(Fetch::left).toList();
        } catch (StoreException e) {
            throw DiskProblems.of(e);
        }
    }

    private static DownloadStatus status(Fetch fetch) {
        return withoutAgent(fetch.status(() -> UnfinishedFiles.receivedBytesOfClosed(fetch.request())));
    }

    private static DownloadStatus withoutAgent(DownloadStatus download) {
        if (!download.state().equals(DownloadStatus.RUNNING)) return download;
        return new DownloadStatus(
                download.name(),
                download.folder(),
                download.content(),
                download.state(),
                download.bytes(),
                download.totalBytes(),
                0,
                null,
                List.of(),
                "goes on when the agent starts",
                null,
                null);
    }
}
