package dev.fileswarm.agent.daemon;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * What an agent does for people, the same in this process and through the local API. Thread-safe; calls that take long tell
 * how far they are through a listener, on the calling thread's behalf, and end early when the caller is interrupted.
 */
public interface AgentService {
    AgentStatus status() throws AgentException, IOException;

    /** What this peer offers, sorted by name. */
    List<Share> shares() throws AgentException, IOException;

    /** Hashes files where needed, offers them, and serves them from now on. Folders stand for the files below them. */
    OfferReport offer(OfferRequest request, AgentListener listener)
            throws AgentException, IOException, InterruptedException;

    /** Ends offers; files are named as they are offered, by path, or by content id. */
    List<Share> withdraw(List<String> files) throws AgentException, IOException;

    /**
     * Fetches a content, or some of its chunks, into a folder.
     *
     * @return what was fetched from whom
     */
    FetchReport fetch(FetchRequest request, AgentListener listener)
            throws AgentException, IOException, InterruptedException;

    /** Fetches a content and writes its verified bytes, in order, as they come. */
    FetchReport stream(FetchRequest request, OutputStream out, AgentListener listener)
            throws AgentException, IOException, InterruptedException;

    /** Bounds what goes to and comes from other peers from now on. */
    TrafficStatus limit(Limits limits) throws AgentException, IOException;

    /** What goes to and comes from other peers, and how it is bounded. */
    TrafficStatus traffic() throws AgentException, IOException;

    /** Downloads that run, are paused, or came to their end. */
    DownloadsService downloads();

    /** Notices, messages, blocks: what goes on between people. */
    PeopleService people();

    /** Ends the agent after what it is sending right now. */
    void stop() throws AgentException, IOException;
}
