package dev.fileswarm.agent.page;

import dev.fileswarm.agent.daemon.DownloadsService;
import dev.fileswarm.agent.daemon.FetchRequest;
import io.javalin.config.RoutesConfig;
import java.util.List;

/** The local API's paths for downloads. */
final class DownloadRoutes {
    private DownloadRoutes() {}

    /** @param delete null where nothing is to be deleted */
    record Chosen(List<String> files, Boolean delete) {
        Chosen {
            if (files == null) throw new IllegalArgumentException("files are needed, at least none of them");
            files = List.copyOf(files);
        }
    }

    static void add(RoutesConfig routes, DownloadsService downloads) {
        routes.get("/api/downloads", LocalCalls.answer(context -> downloads.list()));
        routes.post(
                "/api/downloads",
                LocalCalls.answer(context -> downloads.begin(LocalCalls.body(context, FetchRequest.class))));
        routes.post(
                "/api/downloads/why",
                LocalCalls.answer(context ->
                        downloads.why(LocalCalls.body(context, Chosen.class).files())));
        routes.post(
                "/api/downloads/pause",
                LocalCalls.answer(context ->
                        downloads.pause(LocalCalls.body(context, Chosen.class).files())));
        routes.post(
                "/api/downloads/resume",
                LocalCalls.answer(context ->
                        downloads.resume(LocalCalls.body(context, Chosen.class).files())));
        routes.post("/api/downloads/cancel", LocalCalls.answer(context -> {
            Chosen chosen = LocalCalls.body(context, Chosen.class);
            return downloads.cancel(chosen.files(), Boolean.TRUE.equals(chosen.delete()));
        }));
    }
}
