package dev.fileswarm.agent.hash;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Notices that a file was written to, cut or replaced between two moments. */
final class ChangeGuard {
    /**
     * Kernels stamp changes with the time of their last tick, up to 10 ms ago: a change right after another may leave no
     * trace. So nothing is read before a file has been at rest for longer.
     */
    private static final Duration TICK = Duration.ofMillis(12);

    private final Path file;
    private final BasicFileAttributes attributes;

    private ChangeGuard(Path file, BasicFileAttributes attributes) {
        this.file = file;
        this.attributes = attributes;
    }

    static ChangeGuard before(Path file) throws IOException, InterruptedException {
        BasicFileAttributes attributes = read(file);
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "not a plain file, so it is not hashed");
        }
        Duration age = Duration.between(attributes.lastModifiedTime().toInstant(), Instant.now());
        if (!age.isNegative() && age.compareTo(TICK) < 0) {
            Thread.sleep(TICK.minus(age));
            attributes = read(file);
        }
        return new ChangeGuard(file, attributes);
    }

    FileStamp stamp() {
        return FileStamp.of(attributes);
    }

    void after() throws IOException {
        BasicFileAttributes now;
        try {
            now = read(file);
        } catch (NoSuchFileException e) {
            throw new FileChangingException(file);
        }
        if (!FileStamp.of(now).equals(stamp()) || !Objects.equals(now.fileKey(), attributes.fileKey())) {
            throw new FileChangingException(file);
        }
    }

    private static BasicFileAttributes read(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
