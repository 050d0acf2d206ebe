package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.Manifest;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.store.StoreException;
import dev.fileswarm.agent.transfer.RemotePeer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a download has done on threads of their own because it waits: for the tracker, for a dial, for the disk. */
final class Errands {
    static final DownloadEnd INTERNAL =
            new DownloadEnd.Failed(FailureReason.INTERNAL, "a mistake in the program; see the log");

    private static final Logger log = LoggerFactory.getLogger(Errands.class);

    /** Takes the results to the owner thread. */
    interface Mailbox {
        void post(DownloadEvent event);

        void postLinked(PeerName name, RemotePeer remote);
    }

    private interface StoreWork {
        void run() throws StoreException;
    }

    private final ContentId content;
    private final PartFile part;
    private final SourceFinder finder;
    private final PeerDialer dialer;
    private final Mailbox mailbox;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    Errands(ContentId content, PartFile part, SourceFinder finder, PeerDialer dialer, Mailbox mailbox) {
        this.content = content;
        this.part = part;
        this.finder = finder;
        this.dialer = dialer;
        this.mailbox = mailbox;
    }

    /** Runs something on a thread of its own, which {@link #interruptAll} interrupts. */
    void run(String what, Runnable errand) {
        Thread thread = Thread.ofVirtual()
                .name("fileswarm-download-" + content.shortForm() + "-" + what)
                .unstarted(() -> {
                    try {
                        errand.run();
                    } catch (RuntimeException e) {
                        log.error("The download of {} failed", content, e);
                        mailbox.post(new DownloadEvent.Ended(INTERNAL));
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                });
        threads.add(thread);
        thread.start();
    }

    void interruptAll() {
        threads.forEach(Thread::interrupt);
    }

    void find(ChunkSet missing) {
        run("find", () -> mailbox.post(findNow(missing)));
    }

    private DownloadEvent findNow(ChunkSet missing) {
        try {
            return new DownloadEvent.SourcesFound(finder.find(content, missing));
        } catch (SourcesUnavailableException e) {
            return new DownloadEvent.SourcesUnavailable(e.getMessage());
        } catch (InterruptedException e) {
            return new DownloadEvent.SourcesFound(List.of()); // the download is over
        } catch (RuntimeException e) {
            log.error("Finding sources of {} failed", content, e);
            return new DownloadEvent.SourcesUnavailable("asking for sources failed; see the log");
        }
    }

    void dial(Source source) {
        run("dial-" + source.name(), () -> {
            try {
                mailbox.postLinked(source.name(), dialer.dial(source));
            } catch (DialFailedException e) {
                mailbox.post(new DownloadEvent.DialFailed(source.name(), e.kind(), e.getMessage()));
            } catch (InterruptedException e) {
                // the download is over
            } catch (RuntimeException e) {
                log.error("Dialling {} failed", source.name(), e);
                DialFailedException.Kind kind = DialFailedException.Kind.UNREACHABLE;
                mailbox.post(new DownloadEvent.DialFailed(source.name(), kind, "dialling failed; see the log"));
            }
        });
    }

    void keepManifest(Manifest manifest) {
        runWithStore("manifest", () -> {
            part.manifest(manifest);
            mailbox.post(new DownloadEvent.ManifestKept(manifest, part.held()));
        });
    }

    void compare(DownloadAction.CompareBlocks compare) {
        runWithStore("compare", () -> {
            byte[] came = part.leafHashes(compare.chunk());
            mailbox.post(new DownloadEvent.BlocksCompared(compare.chunk(), differences(came, compare.leafHashes())));
        });
    }

    void finish(boolean force) {
        runWithStore(
                "finish", () -> mailbox.post(new DownloadEvent.Ended(new DownloadEnd.Finished(part.finish(force)))));
    }

    private void runWithStore(String what, StoreWork work) {
        run(what, () -> {
            try {
                work.run();
            } catch (StoreException e) {
                mailbox.post(new DownloadEvent.Ended(StoreFailures.toEnd(e)));
            }
        });
    }

    /** The places, counted in hashes, where the two differ. */
    private static BitSet differences(byte[] came, byte[] right) {
        BitSet different = new BitSet();
        for (int at = 0; at < right.length; at += Digest.BYTES) {
            int end = at + Digest.BYTES;
            if (!Arrays.equals(came, at, end, right, at, end)) different.set(at / Digest.BYTES);
        }
        return different;
    }
}
