package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.PrivateText;
import dev.fileswarm.agent.wire.RefuseReason;
import java.time.Duration;

/** Hears what happens to a pool's links, for people and logs. Called on links' threads; must not block. */
public interface PoolListener {
    /** Hears nothing. */
    PoolListener NONE = new PoolListener() {};

    default void linkOpened(RemotePeer peer, boolean isDialled) {}

    default void linkClosed(RemotePeer peer, CloseReason reason, String why) {}

    /** A linked peer wants to know what is held of the content here, to fetch it. */
    default void followed(RemotePeer peer, ContentId content) {}

    default void uploadStarted(PeerName peer, ContentId content) {}

    /** @param why as a sentence goes on after "ends", for people */
    default void uploadFinished(PeerName peer, ContentId content, Carried carried, Duration took, String why) {}

    /** A peer asked for something and does not get it. Not told again for a while. */
    default void uploadRefused(PeerName peer, ContentId content, RefuseReason reason) {}

    /** A linked peer said something privately. Called by the link's reader; nothing more is read from it meanwhile. */
    default void toldPrivately(RemotePeer peer, PrivateText said) {}

    /** Somebody came under a known name with another key than the pinned one, and was refused. */
    default void keyChanged(PeerName peer, PeerKey pinned, PeerKey seen) {}
}
