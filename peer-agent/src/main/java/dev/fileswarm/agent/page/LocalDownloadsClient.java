package dev.fileswarm.agent.page;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.DownloadStatus;
import dev.fileswarm.agent.daemon.DownloadsService;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.daemon.WhyReport;
import dev.fileswarm.agent.page.DownloadRoutes.Chosen;
import java.io.IOException;
import java.util.List;

/** Downloads, asked of the agent that runs in another process. */
final class LocalDownloadsClient implements DownloadsService {
    private final LocalApiClient api;

    LocalDownloadsClient(LocalApiClient api) {
        this.api = api;
    }

    @Override
    public List<DownloadStatus> list() throws AgentException, IOException {
        return List.of(api.get("downloads", DownloadStatus[].class));
    }

    @Override
    public DownloadStatus begin(FetchRequest request) throws AgentException, IOException {
        return api.post("downloads", request, DownloadStatus.class);
    }

    @Override
    public List<WhyReport> why(List<String> files) throws AgentException, IOException {
        return List.of(api.post("downloads/why", new Chosen(files, null), WhyReport[].class));
    }

    @Override
    public List<DownloadStatus> pause(List<String> files) throws AgentException, IOException {
        return chosen("pause", files, null);
    }

    @Override
    public List<DownloadStatus> resume(List<String> files) throws AgentException, IOException {
        return chosen("resume", files, null);
    }

    @Override
    public List<DownloadStatus> cancel(List<String> files, boolean delete) throws AgentException, IOException {
        return chosen("cancel", files, delete);
    }

    private List<DownloadStatus> chosen(String what, List<String> files, Boolean delete)
            throws AgentException, IOException {
        return List.of(api.post("downloads/" + what, new Chosen(files, delete), DownloadStatus[].class));
    }
}
