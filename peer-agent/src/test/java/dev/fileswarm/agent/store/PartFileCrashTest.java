package dev.fileswarm.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartFileCrashTest {
    private static final String NAME = "killed";
    private static final int THREADS = 3;

    @TempDir
    private Path folder;

    private static TestContent content() {
        return new TestContent(ChunkLayout.ofChunkCount(24_000_000, 120));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void no_verified_chunk_is_lost_when_the_process_is_killed(long seed) throws Exception {
        TestContent content = content();
        Random random = new Random(seed);
        Set<Integer> verified = new HashSet<>();
        Path finished = folder.resolve(NAME);
        for (int round = 0; verified.size() < 100 && round < 10; round++) {
            try (ChildProcess writer = ChildProcess.start(Writer.class, List.of(), folder, random.nextLong())) {
                writer.await("open");
                for (int line = random.nextInt(30); line > 0; line--) note(writer.readLine(), verified);
                writer.kill().forEach(line -> note(line, verified));
            }
            if (Files.exists(finished)) break; // it was done before it was killed
            try (PartFile part = PartFile.open(folder, NAME, content.id())) {
                assertThat(part.held().indexes().boxed().toList()).containsAll(verified);
                part.held().indexes().forEach(chunk -> requireRight(part, content, new ChunkIndex(chunk)));
                part.held().indexes().forEach(verified::add);
            }
        }
        if (!Files.exists(finished)) {
            try (ChildProcess writer = ChildProcess.start(Writer.class, List.of(), folder, seed)) {
                assertThat(writer.waitFor()).isZero();
            }
            assertThat(folder).isDirectoryNotContaining("glob:**.part*");
        }
        assertThat(finished).hasBinaryContent(content.bytes());
    }

    private static void note(String line, Set<Integer> verified) {
        if (line != null && line.matches("verified [0-9]+ \\.")) verified.add(Integer.parseInt(line.split(" ")[1]));
    }

    private static void requireRight(PartFile part, TestContent content, ChunkIndex chunk) {
        BlockRun whole = content.wholeOf(chunk);
        ByteBuffer read = ByteBuffer.allocate((int) content.layout().lengthOf(whole));
        try {
            part.read(whole, read);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
        assertThat(read.flip()).isEqualTo(content.slice(whole));
    }

    @Test
    void a_file_that_another_process_fetches_into_is_locked_until_that_ends() throws Exception {
        TestContent content = content();
        try (ChildProcess holder = ChildProcess.start(Holder.class, List.of(), folder)) {
            holder.await("open");
            assertThatThrownBy(() -> PartFile.open(folder, NAME, content.id()))
                    .satisfies(StoreKind.is(StoreException.Kind.LOCKED))
                    .hasMessageContaining("another process");
            holder.kill();
        }
        PartFile.open(folder, NAME, content.id()).close();
    }

    @Test
    void a_file_that_this_process_fetches_into_is_locked_too() throws Exception {
        TestContent content = content();
        try (PartFile part = PartFile.open(folder, NAME, content.id())) {
            assertThatThrownBy(() -> PartFile.open(folder, NAME, content.id()))
                    .satisfies(StoreKind.is(StoreException.Kind.LOCKED))
                    .hasMessageContaining("this process");
            assertThat(part.held().isEmpty()).isTrue();
        }
        PartFile.open(folder, NAME, content.id()).close();
    }

    /** Fetches what is missing, blocks in any order, on several threads, and says which chunks were verified. */
    static final class Writer {
        public static void main(String[] arguments) throws Exception {
            TestContent content = content();
            Random random = new Random(Long.parseLong(arguments[1]));
            try (PartFile part = PartFile.open(Path.of(arguments[0]), NAME, content.id())) {
                part.manifest(content.manifest());
                System.out.println("open");
                List<BlockRun> missing = new ArrayList<>();
                for (int index = 0; index < 120; index++) {
                    ChunkIndex chunk = new ChunkIndex(index);
                    part.missingBlocks(chunk).stream().forEach(block -> missing.add(new BlockRun(chunk, block, 1)));
                }
                Collections.shuffle(missing.subList(0, missing.size() / 2), random);
                List<Thread> threads = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    int first = thread;
                    threads.add(Thread.ofPlatform().start(() -> fetch(part, content, missing, first)));
                }
                for (Thread thread : threads) thread.join();
                part.finish(false);
            }
        }

        private static void fetch(PartFile part, TestContent content, List<BlockRun> missing, int first) {
            for (int at = first; at < missing.size(); at += THREADS) {
                BlockRun run = missing.get(at);
                try {
                    if (part.accept(run, content.slice(run)) == Accepted.VERIFIED) {
                        System.out.println("verified " + run.chunk() + " .");
                    }
                } catch (StoreException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** Holds the file until it is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            try (PartFile part =
                    PartFile.open(Path.of(arguments[0]), NAME, content().id())) {
                System.out.println(part.isComplete() ? "complete" : "open");
                Thread.currentThread().join();
            }
        }
    }
}
