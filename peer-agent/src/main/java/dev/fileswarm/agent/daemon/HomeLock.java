package dev.fileswarm.agent.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Makes one process the agent of a home. The system takes the lock back when the process ends, however it ends. */
public final class HomeLock implements AutoCloseable {
    static final String FILE = "agent.lock";

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock, unless another agent has it. */
    static Optional<HomeLock> tryLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) return Optional.of(new HomeLock(channel));
        } catch (OverlappingFileLockException e) {
            // held within this very process
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /**
     * Whether a process is the agent of the home now. Looking takes the lock for a moment where nobody has it, so this is
     * not for looking again and again.
     */
    public static boolean isHeld(Path home) throws IOException {
        Optional<HomeLock> free = tryLock(home.resolve(FILE));
        if (free.isPresent()) free.get().close();
        return free.isEmpty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
