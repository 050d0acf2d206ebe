package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.transport.Dialer;
import dev.fileswarm.agent.transport.Link;
import dev.fileswarm.agent.wire.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/** Finds or makes the link to a peer. Whoever wants the same peer meanwhile waits for the same dialling. Thread-safe. */
final class Dialling {
    /** How long the kept one of two links may take to open after the other was called a duplicate. */
    private static final Duration DUPLICATE_PATIENCE = Duration.ofSeconds(5);

    /** How long one address is dialled before the next is dialled too. */
    private static final Duration STAGGER = Duration.ofMillis(300);

    private final Dialer dialer;
    private final LinkTable table;
    private final BiFunction<Link, PeerName, Opening> starter;
    private final Map<PeerName, CompletableFuture<PeerConnection>> running = new ConcurrentHashMap<>();

    /** @param starter runs a link to the peer of that name */
    Dialling(Dialer dialer, LinkTable table, BiFunction<Link, PeerName, Opening> starter) {
        this.dialer = dialer;
        this.table = table;
        this.starter = starter;
    }

    PeerConnection connect(PeerName name, PeerKey key, List<PeerAddress> addresses)
            throws PeerUnavailableException, InterruptedException {
        Optional<PeerConnection> linked = table.find(name);
        if (linked.isPresent()) return requireKey(linked.get(), key);

        CompletableFuture<PeerConnection> own = new CompletableFuture<>();
        CompletableFuture<PeerConnection> others = running.putIfAbsent(name, own);
        if (others != null) return requireKey(await(name, others, Duration.ofNanos(Long.MAX_VALUE)), key);
        try {
            PeerConnection connection = dial(name, key, addresses, own);
            own.complete(connection);
            return connection;
        } catch (PeerUnavailableException | InterruptedException | RuntimeException e) {
            own.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(name, own);
        }
    }

    /** A link opened, perhaps the other way round than somebody is dialling. */
    void opened(PeerConnection connection) {
        CompletableFuture<PeerConnection> waiting = running.get(connection.name());
        if (waiting != null) waiting.complete(connection);
    }

    /** Dials the addresses, each a little after the one before; the first that the peer answers at is taken. */
    private PeerConnection dial(
            PeerName name, PeerKey key, List<PeerAddress> addresses, CompletableFuture<PeerConnection> own)
            throws PeerUnavailableException, InterruptedException {
        if (addresses.isEmpty()) throw failed(name, "it has no address", null);
        List<String> misses = new ArrayList<>();
        int started = 0;
        try (AddressRace race = new AddressRace(dialer, key)) {
            while (misses.size() < addresses.size()) {
                if (started < addresses.size()) race.start(addresses.get(started++));
                AddressRace.Result result;
                do {
                    result = race.next(STAGGER);
                    if (own.isDone()) { // it dialled us meanwhile
                        AddressRace.discard(result);
                        return await(name, own, Duration.ZERO);
                    }
                } while (result == null && started == addresses.size());
                switch (result) {
                    case null -> {} // the next one
                    case AddressRace.Result.Reached(Link link) -> {
                        return open(name, link, own);
                    }
                    case AddressRace.Result.Missed(String why) -> misses.add(why);
                }
            }
        }
        throw failed(name, String.join("; ", misses), null);
    }

    private PeerConnection open(PeerName name, Link link, CompletableFuture<PeerConnection> own)
            throws PeerUnavailableException, InterruptedException {
        return switch (starter.apply(link, name).await()) {
            case Opening.Outcome.Opened(PeerConnection connection) -> connection;
            case Opening.Outcome.Failed failed -> {
                if (failed.reason() != CloseReason.DUPLICATE) {
                    throw new PeerUnavailableException(name, failed.reason(), failed.why(), null);
                }
                Optional<PeerConnection> kept = table.find(name);
                yield kept.isPresent() ? kept.get() : await(name, own, DUPLICATE_PATIENCE);
            }
        };
    }

    private static PeerConnection await(PeerName name, CompletableFuture<PeerConnection> link, Duration patience)
            throws PeerUnavailableException, InterruptedException {
        try {
            return link.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new PeerUnavailableException(name, CloseReason.TIMED_OUT, "nobody finished dialling it", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PeerUnavailableException unavailable
                    ? unavailable
                    : failed(name, "dialling it failed: " + e.getCause(), e);
        }
    }

    private static PeerConnection requireKey(PeerConnection connection, PeerKey key) throws PeerUnavailableException {
        if (connection.key().equals(key)) return connection;
        throw new PeerUnavailableException(
                connection.name(), CloseReason.KEY_CHANGED, "it is linked with another key than is wanted", null);
    }

    private static PeerUnavailableException failed(PeerName name, String why, Exception cause) {
        return new PeerUnavailableException(name, CloseReason.LOST, why, cause);
    }
}
