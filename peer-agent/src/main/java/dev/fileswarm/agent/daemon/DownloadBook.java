package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.store.DownloadEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is to become of downloads, and what was asked of each, in the catalogue: it outlives the agent. Thread-safe. */
final class DownloadBook {
    private static final String PREFIX = "download/";
    private static final JsonMapper JSON = new JsonMapper();

    private final Catalogue catalogue;

    DownloadBook(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A download as it is kept. */
    record Kept(FetchRequest request, DownloadEntry.State state) {}

    void keep(FetchRequest request, DownloadEntry.State state) {
        FetchRequest whole = FetchRequest.whole(request.contentId(), request.folderPath(), request.fileName());
        if (request.equals(whole)) forgetRequest(request);
        else catalogue.change(Map.of(key(request), JSON.writeValueAsString(request)), Set.of());
        catalogue.download(new DownloadEntry(request.contentId(), request.folderPath(), request.fileName(), state));
    }

    void forget(FetchRequest request) {
        catalogue.removeDownload(request.folderPath(), request.fileName());
        forgetRequest(request);
    }

    private void forgetRequest(FetchRequest request) {
        if (catalogue.value(key(request)).isPresent()) catalogue.change(Map.of(), Set.of(key(request)));
    }

    List<Kept> all() {
        return catalogue.downloads().stream()
                .map(entry -> new Kept(requestOf(entry), entry.state()))
                .toList();
    }

    /** What was asked; the whole file from everybody where that cannot be read. */
    private FetchRequest requestOf(DownloadEntry entry) {
        FetchRequest whole = FetchRequest.whole(entry.content(), entry.folder(), entry.name());
        Optional<String> stored = catalogue.value(key(whole));
        if (stored.isEmpty()) return whole;
        try {
            FetchRequest asked = JSON.readValue(stored.get(), FetchRequest.class);
            return asked.content().equals(whole.content()) ? asked : whole;
        } catch (JacksonException e) {
            return whole;
        }
    }

    private static String key(FetchRequest request) {
        return PREFIX + request.folder() + "\0" + request.fileName();
    }
}
