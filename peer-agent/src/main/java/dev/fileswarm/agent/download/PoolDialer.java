package dev.fileswarm.agent.download;

import dev.fileswarm.agent.transfer.PeerPool;
import dev.fileswarm.agent.transfer.PeerUnavailableException;
import dev.fileswarm.agent.transfer.RemotePeer;

/** Reaches sources through the pool of links. */
public final class PoolDialer implements PeerDialer {
    private final PeerPool pool;

    public PoolDialer(PeerPool pool) {
        this.pool = pool;
    }

    @Override
    public RemotePeer dial(Source source) throws DialFailedException, InterruptedException {
        try {
            return pool.connect(source.name(), source.key(), source.addresses());
        } catch (PeerUnavailableException e) {
            throw new DialFailedException(kindOf(e), e.getMessage());
        }
    }

    private static DialFailedException.Kind kindOf(PeerUnavailableException e) {
        return switch (e.reason()) {
            case BLOCKED -> DialFailedException.Kind.BLOCKED;
            case VERSION, CREDENTIAL, KEY_CHANGED -> DialFailedException.Kind.REFUSED;
            case DONE, SHUTTING_DOWN, PROTOCOL_ERROR, TOO_MANY_LINKS, TIMED_OUT, FLOODING, DUPLICATE, LOST ->
                DialFailedException.Kind.UNREACHABLE;
        };
    }
}
