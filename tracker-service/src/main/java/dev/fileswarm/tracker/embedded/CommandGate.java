package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * Runs commands on the backend: those that may write alone, those that only read together.
 *
 * <p>The backend answers with the very documents it keeps. So the answer is turned into bytes before a writer may come in:
 * it is of one moment, two callers of findAndModify never see each other's result, and the journal's position taken at that
 * moment covers all that the answer shows.
 */
final class CommandGate {
    /** Anything else counts as writing. */
    private static final Set<String> READING_COMMANDS = Set.of(
            "find",
            "getmore",
            "count",
            "distinct",
            "listcollections",
            "listindexes",
            "listdatabases",
            "collstats",
            "dbstats");

    /** They show nothing that is stored, so a slow disk does not make a driver believe that the server is gone. */
    private static final Set<String> COMMANDS_ABOUT_NOTHING_STORED =
            Set.of("ismaster", "ping", "buildinfo", "whatsmyuri", "connectionstatus", "hostinfo", "getlog");

    private final JournaledBackend backend;
    private final Journal journal;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    CommandGate(JournaledBackend backend, Journal journal) {
        this.backend = backend;
        this.journal = journal;
    }

    /** @param position what must be durable before anybody sees the result */
    record Outcome<T>(T result, long position) {}

    <T> Outcome<T> run(
            Channel channel, String database, String command, Document query, Function<Document, T> encoder) {
        if (COMMANDS_ABOUT_NOTHING_STORED.contains(command.toLowerCase(Locale.ROOT))) {
            return new Outcome<>(encoder.apply(backend.handleCommand(channel, database, command, query)), 0);
        }
        var turn = onlyReads(command, query) ? lock.readLock() : lock.writeLock();
        turn.lock();
        try {
            T encoded = encoder.apply(backend.handleCommand(channel, database, command, query));
            return new Outcome<>(encoded, journal.recordedPosition());
        } finally {
            turn.unlock();
        }
    }

    /** What was recorded so far: enough for an answer that says that a command failed. */
    long positionNow() {
        return journal.recordedPosition();
    }

    interface Step<T> {
        T run() throws IOException;
    }

    /** Runs the action while nobody writes; readers go on. */
    <T> T whileNobodyWrites(Step<T> action) throws IOException {
        lock.readLock().lock();
        try {
            return action.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    private static boolean onlyReads(String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        return READING_COMMANDS.contains(name) || (name.equals("aggregate") && !writesItsResult(query));
    }

    private static boolean writesItsResult(Document query) {
        return !(query.get("pipeline") instanceof List<?> stages)
                || stages.stream()
                        .anyMatch(stage -> !(stage instanceof Document document)
                                || document.containsKey("$out")
                                || document.containsKey("$merge"));
    }
}
