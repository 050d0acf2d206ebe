package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.wire.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears as lines of text. */
final class RecordingPoolListener implements PoolListener {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<Carried> uploaded = new CopyOnWriteArrayList<>();

    @Override
    public void linkOpened(RemotePeer peer, boolean isDialled) {
        lines.add("opened " + peer.name());
    }

    @Override
    public void linkClosed(RemotePeer peer, CloseReason reason, String why) {
        lines.add("closed " + peer.name() + " " + reason);
    }

    @Override
    public void uploadStarted(PeerName peer, ContentId content) {
        lines.add("upload to " + peer + " starts");
    }

    @Override
    public void uploadFinished(PeerName peer, ContentId content, Carried carried, Duration took, String why) {
        uploaded.add(carried);
        lines.add("upload to " + peer + " ends after " + carried.bytes() + ": " + why);
    }

    @Override
    public void keyChanged(PeerName peer, PeerKey pinned, PeerKey seen) {
        lines.add("key of " + peer + " changed");
    }
}
