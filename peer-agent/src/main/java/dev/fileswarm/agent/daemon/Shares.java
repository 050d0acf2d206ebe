package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.hash.HashProgress;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.serve.FolderScan;
import dev.fileswarm.agent.serve.Library;
import dev.fileswarm.agent.serve.LibraryListener.Reason;
import dev.fileswarm.agent.serve.SharedFolder;
import dev.fileswarm.agent.store.SharedEntry;
import dev.fileswarm.agent.tracker.OfferResult;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.tracker.TrackerProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers files and folders, and takes offers back. Thread-safe. */
final class Shares implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Shares.class);
    private static final int OFFERS_A_REQUEST = 200;
    private static final long GATHER_NANOS = Duration.ofMillis(500).toNanos();
    private static final Duration QUIET = Duration.ofMillis(500);

    private final Library library;
    private final OfferSync offers;
    private final AgentLog people;
    private final List<SharedFolder> watched = new CopyOnWriteArrayList<>();

    Shares(Library library, OfferSync offers, AgentLog people) {
        this.library = library;
        this.offers = offers;
        this.people = people;
    }

    List<Share> list() {
        return library.list().stream()
                .filter(SharedEntry::isOffered)
                .map(Shares::share)
                .sorted(Comparator.comparing(Share::name).thenComparing(Share::path))
                .toList();
    }

    /** Hashes and offers files one after the other; what cannot be offered is told and left out. */
    OfferReport offer(OfferRequest request, AgentListener listener) throws InterruptedException, AgentException {
        Batch batch = new Batch(listener);
        for (String path : request.paths()) {
            for (Path file : files(Path.of(path), batch)) {
                add(file, request, batch);
                batch.sendIfDue();
            }
        }
        batch.send();
        if (request.watch()) {
            for (String path : request.paths()) watch(Path.of(path));
        }
        return new OfferReport(batch.offered, batch.alreadyOffered, batch.refused);
    }

    /** Ends offers: each word is a path, a name, or a content id or its beginning. */
    List<Share> withdraw(List<String> words) throws AgentException {
        return choose(library.list(), words).stream()
                .map(entry -> library.withdraw(entry.path(), Reason.WITHDRAWN))
                .flatMap(Optional::stream)
                .map(Shares::share)
                .toList();
    }

    /** What the words mean of all that is shared; a failure where one of them means no offer. */
    static List<SharedEntry> choose(List<SharedEntry> all, List<String> words) throws AgentException {
        List<SharedEntry> offered = all.stream().filter(SharedEntry::isOffered).toList();
        List<SharedEntry> chosen = new ArrayList<>();
        for (String word : words) {
            List<SharedEntry> meant =
                    offered.stream().filter(entry -> isMeant(entry, word)).toList();
            if (meant.isEmpty()) {
                throw new AgentException(
                        AgentException.Kind.NOT_FOUND,
                        "offer-not-found",
                        "nothing is offered here as \"" + word + "\"",
                        "fileswarm list shows what is offered");
            }
            chosen.addAll(meant);
        }
        return chosen.stream().distinct().toList();
    }

    private static boolean isMeant(SharedEntry entry, String word) {
        if (word.startsWith("/")) return entry.path().startsWith(Path.of(word));
        if (entry.name().equals(word)) return true;
        return ContentId.looksLikePrefix(word) && entry.content().toString().startsWith(word);
    }

    private static List<Path> files(Path path, Batch batch) throws AgentException {
        if (!Files.isDirectory(path)) return List.of(path);
        try {
            return FolderScan.files(path);
        } catch (IOException e) {
            batch.refuse(path, "folder-unreadable", e.getMessage());
            return List.of();
        }
    }

    private void add(Path file, OfferRequest request, Batch batch) throws InterruptedException {
        String name = file.getFileName().toString();
        try {
            HashProgress progress = (done, total) -> batch.listener.on(new AgentEvent.Hashing(name, done, total));
            Optional<SharedEntry> former = library.shared(file).filter(SharedEntry::isOffered);
            SharedEntry entry = library.add(file, name, layoutOf(request), request.sha1(), progress);
            String replaced = former.map(SharedEntry::content)
                    .filter(content -> !content.equals(entry.content()))
                    .map(ContentId::toString)
                    .orElse(null);
            batch.add(new Hashed(entry, replaced));
        } catch (IOException | IllegalArgumentException e) {
            batch.refuse(file, "file-refused", e.getMessage());
        }
    }

    private static LongFunction<ChunkLayout> layoutOf(OfferRequest request) {
        if (request.chunks() != null) return size -> ChunkLayout.ofChunkCount(size, request.chunks());
        if (request.chunkSize() != null) return size -> ChunkLayout.ofChunkSize(size, request.chunkSize());
        return ChunkLayout::standard;
    }

    private static Share share(SharedEntry entry) {
        return new Share(
                entry.name(),
                entry.content().toString(),
                entry.content().sizeBytes(),
                entry.content().layout().chunkCount(),
                entry.path().toString());
    }

    /** Offers what comes into the folder from now on, and withdraws what goes. */
    private void watch(Path folder) throws AgentException {
        try {
            watched.add(SharedFolder.open(library, folder, QUIET, new SharedFolder.Listener() {
                @Override
                public void shared(SharedEntry entry) {
                    offerQuietly(entry);
                }

                @Override
                public void cannotShare(Path file, IOException why) {
                    people.say(file + " is not offered: " + why.getMessage());
                }
            }));
        } catch (IOException e) {
            throw new AgentException(
                    AgentException.Kind.FAILED,
                    "folder-not-watched",
                    folder + " cannot be watched: " + e.getMessage(),
                    "check that it is there and readable");
        }
    }

    private void offerQuietly(SharedEntry entry) {
        try {
            people.say("offering " + entry.name());
            offers.offer(List.of(entry));
        } catch (TrackerException e) {
            log.info("{} is offered at the tracker when it is back: {}", entry.name(), e.getMessage());
        }
    }

    @Override
    public void close() {
        for (SharedFolder folder : watched) {
            try {
                folder.close();
            } catch (IOException e) {
                log.info("a watch did not end cleanly: {}", e.getMessage());
            }
        }
    }

    /** @param replaced what the file was offered as before; null for nothing else */
    private record Hashed(SharedEntry entry, String replaced) {}

    /** Files that are hashed and not told to the tracker yet. Used by one thread. */
    private final class Batch {
        private final AgentListener listener;
        private final List<Hashed> waiting = new ArrayList<>();
        private long firstNanos;
        private int offered;
        private int alreadyOffered;
        private int refused;

        Batch(AgentListener listener) {
            this.listener = listener;
        }

        void add(Hashed entry) {
            if (waiting.isEmpty()) firstNanos = System.nanoTime();
            waiting.add(entry);
        }

        void refuse(Path file, String code, String why) {
            refused++;
            listener.on(new AgentEvent.Refused(file.toString(), code, why));
        }

        void sendIfDue() {
            boolean isDue = waiting.size() >= OFFERS_A_REQUEST
                    || (!waiting.isEmpty() && System.nanoTime() - firstNanos >= GATHER_NANOS);
            if (isDue) send();
        }

        void send() {
            if (waiting.isEmpty()) return;
            try {
                List<OfferResult> results =
                        offers.offer(waiting.stream().map(Hashed::entry).toList());
                for (int i = 0; i < results.size(); i++) {
                    tell(waiting.get(i), results.get(i).isRepeated(), false);
                }
            } catch (TrackerProblemException e) {
                for (Hashed hashed : waiting) refuse(hashed.entry().path(), e.code(), e.getMessage());
            } catch (TrackerException e) {
                for (Hashed hashed : waiting) tell(hashed, false, true);
            }
            waiting.clear();
        }

        private void tell(Hashed hashed, boolean isRepeated, boolean isPending) {
            if (isRepeated) alreadyOffered++;
            else offered++;
            listener.on(new AgentEvent.Offered(share(hashed.entry()), isRepeated, isPending, hashed.replaced()));
        }
    }
}
