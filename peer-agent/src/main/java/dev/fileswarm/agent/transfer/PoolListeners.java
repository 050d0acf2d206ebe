package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.PrivateText;
import dev.fileswarm.agent.wire.RefuseReason;
import java.time.Duration;
import java.util.List;

/** Several listeners of one pool, told one after the other. */
public final class PoolListeners implements PoolListener {
    private final List<PoolListener> all;

    public PoolListeners(PoolListener... all) {
        this.all = List.of(all);
    }

    @Override
    public void linkOpened(RemotePeer peer, boolean isDialled) {
        all.forEach(listener -> listener.linkOpened(peer, isDialled));
    }

    @Override
    public void linkClosed(RemotePeer peer, CloseReason reason, String why) {
        all.forEach(listener -> listener.linkClosed(peer, reason, why));
    }

    @Override
    public void followed(RemotePeer peer, ContentId content) {
        all.forEach(listener -> listener.followed(peer, content));
    }

    @Override
    public void uploadStarted(PeerName peer, ContentId content) {
        all.forEach(listener -> listener.uploadStarted(peer, content));
    }

    @Override
    public void uploadFinished(PeerName peer, ContentId content, Carried carried, Duration took, String why) {
        all.forEach(listener -> listener.uploadFinished(peer, content, carried, took, why));
    }

    @Override
    public void uploadRefused(PeerName peer, ContentId content, RefuseReason reason) {
        all.forEach(listener -> listener.uploadRefused(peer, content, reason));
    }

    @Override
    public void toldPrivately(RemotePeer peer, PrivateText said) {
        all.forEach(listener -> listener.toldPrivately(peer, said));
    }

    @Override
    public void keyChanged(PeerName peer, PeerKey pinned, PeerKey seen) {
        all.forEach(listener -> listener.keyChanged(peer, pinned, seen));
    }
}
