package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.RefuseReason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it hears: blocks by request, everything as lines of text in a queue. */
final class RecordingFollower implements Follower {
    private static final long PATIENCE_SECONDS = 20;

    final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    final Queue<ChunkIndex> suggested = new ConcurrentLinkedQueue<>();
    final Map<Integer, ByteArrayOutputStream> data = new ConcurrentHashMap<>();

    /** The next line, waited for. */
    String next() throws InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return line == null ? "(nothing within " + PATIENCE_SECONDS + " s)" : line;
    }

    byte[] dataOf(int request) {
        return data.get(request).toByteArray();
    }

    @Override
    public void holds(ChunkSet chunks) {
        lines.add("holds " + chunks);
    }

    @Override
    public void suggests(List<ChunkIndex> chunks) {
        suggested.addAll(chunks);
    }

    @Override
    public void holdsMore(List<ChunkIndex> chunks) {
        lines.add("holds more " + chunks);
    }

    @Override
    public void blocks(int request, BlockRun blocks, ByteBuffer bytes, boolean last) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        data.computeIfAbsent(request, _ -> new ByteArrayOutputStream()).writeBytes(copy);
        if (last) lines.add("blocks " + request);
    }

    @Override
    public void hashes(int request, int first, byte[] hashes) {
        lines.add("hashes " + request + " from " + first + " count " + hashes.length / 32);
    }

    @Override
    public void busy(int request, int retryAfterMillis) {
        lines.add("busy " + request);
    }

    @Override
    public void refused(int request, RefuseReason reason, String why) {
        lines.add("refused " + request + " " + reason);
    }

    @Override
    public void gone(CloseReason reason, String why) {
        lines.add("gone " + reason);
    }
}
