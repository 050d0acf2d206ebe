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
    private static final String ASKED = "download/";
    private static final String PROBLEM = "download-problem/";
    private static final JsonMapper JSON = new JsonMapper();

    private final Catalogue catalogue;

    DownloadBook(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A download as it is kept. @param problem why it stopped; null where it did not fail */
    record Kept(FetchRequest request, DownloadEntry.State state, String problem) {}

    void keep(FetchRequest request, DownloadEntry.State state) {
        keep(request, state, null);
    }

    /** @param problem why it stopped; null where it did not fail */
    void keep(FetchRequest asked, DownloadEntry.State state, String problem) {
        FetchRequest request = asked.pausedAfter(null); // whoever goes on with it wants the rest
        FetchRequest whole = FetchRequest.whole(request.contentId(), request.folderPath(), request.fileName());
        value(ASKED, request, request.equals(whole) ? null : JSON.writeValueAsString(request));
        value(PROBLEM, request, problem);
        catalogue.download(new DownloadEntry(request.contentId(), request.folderPath(), request.fileName(), state));
    }

    void forget(FetchRequest request) {
        catalogue.removeDownload(request.folderPath(), request.fileName());
        value(ASKED, request, null);
        value(PROBLEM, request, null);
    }

    /** @param value null for none; only a change costs a write */
    private void value(String prefix, FetchRequest request, String value) {
        String key = prefix + place(request);
        if (value != null) catalogue.change(Map.of(key, value), Set.of());
        else if (catalogue.value(key).isPresent()) catalogue.change(Map.of(), Set.of(key));
    }

    List<Kept> all() {
        return catalogue.downloads().stream().map(this::kept).toList();
    }

    private Kept kept(DownloadEntry entry) {
        FetchRequest request = requestOf(entry);
        String problem = catalogue.value(PROBLEM + place(request)).orElse(null);
        return new Kept(request, entry.state(), problem);
    }

    /** What was asked; the whole file from everybody where that cannot be read. */
    private FetchRequest requestOf(DownloadEntry entry) {
        FetchRequest whole = FetchRequest.whole(entry.content(), entry.folder(), entry.name());
        Optional<String> stored = catalogue.value(ASKED + place(whole));
        if (stored.isEmpty()) return whole;
        try {
            FetchRequest asked = JSON.readValue(stored.get(), FetchRequest.class);
            return asked.content().equals(whole.content()) ? asked : whole;
        } catch (JacksonException e) {
            return whole;
        }
    }

    private static String place(FetchRequest request) {
        return request.folder() + "\0" + request.fileName();
    }
}
