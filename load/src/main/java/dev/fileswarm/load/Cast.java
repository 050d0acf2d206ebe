package dev.fileswarm.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The peers that one of several workers plays, and how many peers and contents there are in all. */
final class Cast {
    private final int worker;
    private final int workers;
    private final String prefix;
    private final List<Player> own = new ArrayList<>();
    private int peers;
    private int contents;

    /** @param prefix what all names begin with */
    Cast(int worker, int workers, String prefix) {
        this.worker = worker;
        this.workers = workers;
        this.prefix = prefix;
    }

    /** Those of the peers up to that number that are this worker's and new. */
    List<Player> growTo(int count) {
        List<Player> added = new ArrayList<>();
        for (int number = peers; number < count; number++)
            if (number % workers == worker) added.add(new Player(number, prefix));
        own.addAll(added);
        peers = count;
        return added;
    }

    void contentsGrowTo(int count) {
        contents = count;
    }

    List<Player> own() {
        return own;
    }

    int peers() {
        return peers;
    }

    int contents() {
        return contents;
    }

    boolean owns(int number) {
        return number % workers == worker;
    }

    /** Where among the own ones that peer is. */
    int placeOf(int number) {
        return number / workers;
    }

    Player some() {
        return others().get(ThreadLocalRandom.current().nextInt(others().size()));
    }

    /** The one whose updates are looked for, and who does nothing else: nobody announces the same for it meanwhile. */
    Player watched() {
        return own.getLast();
    }

    /** All own ones but the watched one, where there are others. */
    List<Player> others() {
        return own.size() < 2 ? own : own.subList(0, own.size() - 1);
    }

    byte[] request(Operation operation, Player player) {
        return Requests.of(operation, player, peers, contents, prefix);
    }
}
