package dev.fileswarm.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.Digest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartFileConcurrencyTest {
    private static final int THREADS = 6;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void threads_that_bring_overlapping_runs_some_of_them_bad_make_the_right_file(long seed) throws Exception {
        TestContent content = new TestContent(ChunkLayout.ofChunkCount(3_000_017, 1 + new Random(seed).nextInt(12)));
        AtomicInteger verified = new AtomicInteger();
        try (PartFile part = PartFile.open(folder, "busy", content.id())) {
            part.manifest(content.manifest());
            together(thread -> {
                Random random = new Random(seed * 100 + thread);
                while (!part.isComplete()) {
                    ChunkIndex chunk =
                            new ChunkIndex(random.nextInt(content.layout().chunkCount()));
                    bringRun(part, content, chunk, random, verified);
                    checkHeld(part, content, chunk);
                }
                return null;
            });
            assertThat(verified).hasValue(content.layout().chunkCount());
            part.finish(false);
        }
        assertThat(folder.resolve("busy")).hasBinaryContent(content.bytes());
    }

    private static void bringRun(
            PartFile part, TestContent content, ChunkIndex chunk, Random random, AtomicInteger verified)
            throws StoreException {
        int blocks = content.layout().blockCount(chunk);
        int first = random.nextInt(blocks);
        BlockRun run = new BlockRun(chunk, first, 1 + random.nextInt(blocks - first));
        boolean isBad = random.nextInt(10) == 0;
        ByteBuffer data = isBad ? ByteBuffer.allocate((int) content.layout().lengthOf(run)) : content.slice(run);
        switch (part.accept(run, data)) {
            case VERIFIED -> verified.incrementAndGet();
            case CORRUPT -> part.forget(chunk, badBlocks(part, content, chunk));
            case INCOMPLETE, DUPLICATE -> {}
        }
    }

    private static BitSet badBlocks(PartFile part, TestContent content, ChunkIndex chunk) throws StoreException {
        byte[] came = part.leafHashes(chunk);
        byte[] right = content.blockHashes(chunk);
        BitSet bad = new BitSet();
        for (int at = 0; at < came.length; at += Digest.BYTES) {
            if (!Arrays.equals(came, at, at + Digest.BYTES, right, at, at + Digest.BYTES)) bad.set(at / Digest.BYTES);
        }
        assertThat(bad.isEmpty()).isFalse();
        return bad;
    }

    private static void checkHeld(PartFile part, TestContent content, ChunkIndex chunk) throws StoreException {
        if (!part.held().contains(chunk)) return;
        BlockRun whole = content.wholeOf(chunk);
        ByteBuffer read = ByteBuffer.allocate((int) content.layout().lengthOf(whole));
        part.read(whole, read);
        assertThat(read.flip()).isEqualTo(content.slice(whole));
    }

    @Test
    void interrupts_disturb_neither_the_interrupted_nor_the_others() throws Exception {
        TestContent content = new TestContent(ChunkLayout.ofChunkSize(20_000_000, 40_000));
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        Thread interrupter = Thread.ofPlatform().start(() -> {
            Random random = new Random(5);
            while (!done.get()) {
                synchronized (threads) {
                    if (!threads.isEmpty())
                        threads.get(random.nextInt(threads.size())).interrupt();
                }
                Thread.onSpinWait();
            }
        });
        try (PartFile part = PartFile.open(folder, "interrupted", content.id())) {
            part.manifest(content.manifest());
            together(thread -> {
                synchronized (threads) {
                    threads.add(Thread.currentThread());
                }
                for (int index = thread; index < content.layout().chunkCount(); index += THREADS) {
                    BlockRun whole = content.wholeOf(new ChunkIndex(index));
                    assertThat(part.accept(whole, content.slice(whole))).isEqualTo(Accepted.VERIFIED);
                    checkHeld(part, content, whole.chunk());
                }
                synchronized (threads) {
                    threads.remove(Thread.currentThread());
                }
                Thread.interrupted();
                return null;
            });
            done.set(true);
            interrupter.join();
            part.finish(false);
        } finally {
            done.set(true);
        }
        assertThat(folder.resolve("interrupted")).hasBinaryContent(content.bytes());
    }

    @Test
    void an_interrupt_is_left_for_the_caller() throws Exception {
        TestContent content = TestContent.standard(100);
        BlockRun whole = content.wholeOf(new ChunkIndex(0));
        try (PartFile part = PartFile.open(folder, "later", content.id())) {
            Thread.currentThread().interrupt();
            assertThat(part.accept(whole, content.slice(whole))).isEqualTo(Accepted.VERIFIED);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private interface Work {
        Void run(int thread) throws Exception;
    }

    private static void together(Work work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Void>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                all.add(() -> work.run(number));
            }
            for (Future<Void> end : threads.invokeAll(all)) end.get();
        }
    }
}
