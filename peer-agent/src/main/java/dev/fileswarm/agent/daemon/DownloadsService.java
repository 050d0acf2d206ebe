package dev.fileswarm.agent.daemon;

import java.io.IOException;
import java.util.List;

/**
 * The downloads of an agent: those that run, are paused, or came to their end. The same in this process and through the local
 * API. Thread-safe.
 *
 * <p>Files are named by their name, their path, or the beginning of their content id; no name at all stands for every download
 * that the call can do something with.
 */
public interface DownloadsService {
    /** By name. */
    List<DownloadStatus> list() throws AgentException, IOException;

    /** What bounds downloads now, by name. Where none is named, of all. */
    List<WhyReport> why(List<String> files) throws AgentException, IOException, InterruptedException;

    /** Starts a download and leaves it to the agent, which goes on with it after a restart too. */
    DownloadStatus begin(FetchRequest request) throws AgentException, IOException;

    /** Asks for nothing more until somebody resumes; what came is kept and served. */
    List<DownloadStatus> pause(List<String> files) throws AgentException, IOException;

    List<DownloadStatus> resume(List<String> files) throws AgentException, IOException;

    /**
     * Ends downloads for good, and takes them off the list.
     *
     * @param delete whether what came of unfinished ones is deleted; a later download goes on with it otherwise
     * @return how they stood before
     */
    List<DownloadStatus> cancel(List<String> files, boolean delete) throws AgentException, IOException;
}
