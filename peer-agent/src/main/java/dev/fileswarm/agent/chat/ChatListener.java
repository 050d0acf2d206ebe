package dev.fileswarm.agent.chat;

import dev.fileswarm.agent.model.PeerName;

/** Hears what happens on private links. Called on links' readers and on callers' threads, without any lock held. */
public interface ChatListener {
    void opened(PeerName peer, boolean byThem);

    /**
     * A peer said something. What this returns for is kept, so that the other side may be told.
     *
     * @return false if there is no room for it; the private link closes then
     */
    boolean said(PeerName peer, String text);

    void closed(PeerName peer, boolean byThem, String why);

    /** The link was lost without anybody closing it. */
    void broke(PeerName peer, String why);
}
