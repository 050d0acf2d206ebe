package dev.fileswarm.agent.hash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Works out a file's SHA-1 beside its tree. SHA-1 takes the bytes one after the other, so it reads the file a second time, on
 * a thread of its own; as both begin together, one of them finds in memory what the other just read.
 */
final class Sha1Task implements AutoCloseable {
    private static final int READ_BYTES = 512 * 1024;

    private final Workers workers = new Workers("sha1", () -> this.stopped = true);
    private final Optional<MessageDigest> digest;
    private volatile boolean stopped;

    private Sha1Task(Optional<MessageDigest> digest) {
        this.digest = digest;
    }

    static Sha1Task none() {
        return new Sha1Task(Optional.empty());
    }

    static Sha1Task start(FileChannel channel, long sizeBytes) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            Sha1Task task = new Sha1Task(Optional.of(sha1));
            task.workers.start(() -> task.run(channel, sizeBytes, sha1));
            return task;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private void run(FileChannel channel, long sizeBytes, MessageDigest sha1) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        for (long at = 0; at < sizeBytes && !stopped; at += READ_BYTES) {
            buffer.clear().limit((int) Math.min(READ_BYTES, sizeBytes - at));
            ContentHasher.readFully(channel, buffer, at);
            sha1.update(buffer.flip());
        }
    }

    /** Waits for the result: 40 hex digits, or nothing where it was not asked for. */
    Optional<String> await() throws IOException, InterruptedException {
        workers.await();
        return digest.map(sha1 -> HexFormat.of().formatHex(sha1.digest()));
    }

    @Override
    public void close() {
        workers.close();
    }
}
