package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.transport.UnusableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys under which names were first seen, as a text file: a line each, {@code TRACKER NAME KEY}; {@code #} begins a
 * comment. People may read it and take lines out. Thread-safe; other processes may use the same file.
 */
public final class KnownPeers {
    /** What is of interest is ASCII; what else stands there stays as it is. */
    private static final Charset ANY_BYTES = StandardCharsets.ISO_8859_1;

    private final Path file;

    public KnownPeers(Path file) {
        this.file = file;
    }

    /** The key that the name is pinned to. */
    public synchronized Optional<PeerKey> keyOf(String trackerId, PeerName name) throws IOException {
        return find(lines(), trackerId, name);
    }

    /**
     * Pins the name to the key unless it is pinned already.
     *
     * @return the key that the name is pinned to now
     */
    public synchronized PeerKey pin(String trackerId, PeerName name, PeerKey key) throws IOException {
        Optional<PeerKey> known = find(lines(), trackerId, name);
        if (known.isPresent()) return known.get();
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Optional<PeerKey> pinnedMeanwhile = find(lines(), trackerId, name);
            if (pinnedMeanwhile.isPresent()) return pinnedMeanwhile.get();
            String line = (endsInLine(channel) ? "" : "\n") + trackerId + " " + name + " " + key + "\n";
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
            channel.position(channel.size());
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
            return key;
        } catch (IOException e) {
            throw UnusableFileException.naming(file, e);
        }
    }

    /** Takes a pin out, so that the next key seen is pinned. @return whether there was one */
    public synchronized boolean forget(String trackerId, PeerName name) throws IOException {
        List<String> lines = lines();
        List<String> kept = new ArrayList<>(lines);
        if (!kept.removeIf(line -> isFor(line.strip().split("\\s+"), trackerId, name))) return false;
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, kept, ANY_BYTES);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private List<String> lines() throws IOException {
        UnusableFileException.refuseFolder(file);
        return Files.exists(file) ? Files.readAllLines(file, ANY_BYTES) : List.of();
    }

    private Optional<PeerKey> find(List<String> lines, String trackerId, PeerName name) throws IOException {
        for (int number = 1; number <= lines.size(); number++) {
            String[] words = lines.get(number - 1).strip().split("\\s+");
            if (!isFor(words, trackerId, name)) continue;
            try {
                return Optional.of(PeerKey.parse(words[2]));
            } catch (IllegalArgumentException e) {
                throw new UnusableFileException(
                        file + ", line " + number + ": not a key (" + e.getMessage() + ")",
                        "correct the line, or take it out to have the next key that is seen remembered",
                        e);
            }
        }
        return Optional.empty();
    }

    private static boolean isFor(String[] words, String trackerId, PeerName name) {
        return words.length == 3 && words[0].equals(trackerId) && words[1].equalsIgnoreCase(name.value());
    }

    private static boolean endsInLine(FileChannel channel) throws IOException {
        if (channel.size() == 0) return true;
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, channel.size() - 1);
        return last.get(0) == '\n';
    }
}
