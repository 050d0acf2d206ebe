package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.wire.CloseReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who follows which content on a connection. The map is read and changed with the connection's lock held; followers are called
 * without it, one at a time, since the link and its lane each have a reader.
 */
final class Followers {
    private static final Logger log = LoggerFactory.getLogger(Followers.class);

    private final ReentrantLock lock;
    private final ReentrantLock calling = new ReentrantLock();
    private final Map<ContentId, Following> followed = new HashMap<>(); // guarded by lock

    /** @param lock the connection's */
    Followers(ReentrantLock lock) {
        this.lock = lock;
    }

    // With the lock held.

    /** @return whether somebody followed the content before, who does no more */
    boolean put(ContentId content, Following following) {
        return followed.put(content, following) != null;
    }

    Optional<Following> of(ContentId content) {
        return Optional.ofNullable(followed.get(content));
    }

    void remove(ContentId content) {
        followed.remove(content);
    }

    // Without it.

    /** Calls who follows the content, if anybody does. */
    void tell(ContentId content, Consumer<Follower> what) {
        calling.lock();
        try {
            Following following;
            lock.lock();
            try {
                following = followed.get(content);
            } finally {
                lock.unlock();
            }
            if (following != null) call(following.follower, what);
        } finally {
            calling.unlock();
        }
    }

    /** Tells all that the other side is gone, and forgets them then: each may ask yet what came. */
    void bidFarewell(CloseReason reason, String why) {
        calling.lock();
        try {
            for (Following each : all()) call(each.follower, follower -> follower.gone(reason, why));
            lock.lock();
            try {
                followed.clear();
            } finally {
                lock.unlock();
            }
        } finally {
            calling.unlock();
        }
    }

    private List<Following> all() {
        lock.lock();
        try {
            return List.copyOf(followed.values());
        } finally {
            lock.unlock();
        }
    }

    private static void call(Follower follower, Consumer<Follower> what) {
        try {
            what.accept(follower);
        } catch (RuntimeException e) {
            log.error("A follower failed", e);
        }
    }
}
