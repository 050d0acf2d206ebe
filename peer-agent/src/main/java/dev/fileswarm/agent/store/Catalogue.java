package dev.fileswarm.agent.store;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * What this peer shares and fetches, kept in one file of one process. A change survives the process once its call returns;
 * downloads, values and counters survive a power cut too. Shared files are found anew after one.
 *
 * <p>Thread-safe. Everything is done by the catalogue's own thread, because an interrupt of any other would close the file.
 */
public final class Catalogue implements AutoCloseable {
    private static final String FILE_NAME = "catalogue.mv";

    private final StoreThread thread;
    private final MVStore store;
    private final MVMap<String, byte[]> shared;
    private final MVMap<String, byte[]> manifests;
    private final MVMap<String, byte[]> downloads;
    private final MVMap<String, String> values;

    /** How many shared files have a content. Used by the catalogue's thread only. */
    private final Map<ContentId, Integer> sharers = new HashMap<>();

    private Catalogue(StoreThread thread, MVStore store) {
        this.thread = thread;
        this.store = store;
        this.shared = store.openMap("shared", bytesByText());
        this.manifests = store.openMap("manifests", bytesByText());
        this.downloads = store.openMap("downloads", bytesByText());
        this.values = store.openMap(
                "values",
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
        shared.forEach((path, entry) ->
                sharers.merge(CatalogueCodec.decodeShared(path, entry).content(), 1, Integer::sum));
    }

    private static MVMap.Builder<String, byte[]> bytesByText() {
        return new MVMap.Builder<String, byte[]>()
                .keyType(StringDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE);
    }

    /** @throws StoreException.Locked if another process has it open */
    public static Catalogue open(Path storeFolder) throws StoreException {
        Path file = storeFolder.resolve(FILE_NAME);
        try {
            Files.createDirectories(storeFolder);
            PlainFiles.requirePlainOrAbsent(file);
        } catch (IOException e) {
            throw Failures.of(e, "open", file);
        }
        StoreThread thread = new StoreThread("catalogue");
        try {
            return thread.call(() -> new Catalogue(
                    thread,
                    new MVStore.Builder()
                            .fileName(file.toString())
                            .autoCommitDisabled()
                            .open()));
        } catch (MVStoreException | IllegalStateException | IllegalArgumentException e) {
            thread.close();
            throw refused(file, e);
        }
    }

    private static StoreException refused(Path file, RuntimeException e) {
        int code = e instanceof MVStoreException failed ? failed.getErrorCode() : DataUtils.ERROR_FILE_CORRUPT;
        return switch (code) {
            case DataUtils.ERROR_FILE_LOCKED ->
                new StoreException.Locked(
                        file, "another process of this peer has " + file + " open; use that one, or end it first");
            case DataUtils.ERROR_FILE_CORRUPT,
                    DataUtils.ERROR_UNSUPPORTED_FORMAT,
                    DataUtils.ERROR_SERIALIZATION,
                    DataUtils.ERROR_CHUNK_NOT_FOUND ->
                new StoreException.DiskFailed(
                        file,
                        file + " is damaged; move it away and start again: shared files are then offered anew",
                        e);
            default ->
                e.getCause() instanceof IOException cause
                        ? Failures.of(cause, "open", file)
                        : new StoreException.DiskFailed(file, "cannot open " + file + ": " + e.getMessage(), e);
        };
    }

    /** Keeps an entry in place of the path's former one, and its manifest. */
    public void share(SharedEntry entry, Manifest manifest) {
        change(false, () -> {
            sharers.merge(entry.content(), 1, Integer::sum);
            manifests.putIfAbsent(entry.content().toString(), CatalogueCodec.encode(manifest));
            forgetContentOf(shared.put(entry.path().toString(), CatalogueCodec.encode(entry)), entry.path());
            return null;
        });
    }

    public Optional<SharedEntry> shared(Path path) {
        return thread.call(() -> Optional.ofNullable(shared.get(path.toString()))
                .map(entry -> CatalogueCodec.decodeShared(path.toString(), entry)));
    }

    /** All entries, by path. */
    public List<SharedEntry> shared() {
        return thread.call(() -> shared.entrySet().stream()
                .map(entry -> CatalogueCodec.decodeShared(entry.getKey(), entry.getValue()))
                .toList());
    }

    /** @return what was removed */
    public Optional<SharedEntry> unshare(Path path) {
        return change(false, () -> forgetContentOf(shared.remove(path.toString()), path));
    }

    /** Drops the manifest with the last entry of a content. */
    private Optional<SharedEntry> forgetContentOf(byte[] former, Path path) {
        if (former == null) return Optional.empty();
        SharedEntry entry = CatalogueCodec.decodeShared(path.toString(), former);
        Integer left = sharers.computeIfPresent(entry.content(), (content, count) -> count > 1 ? count - 1 : null);
        if (left == null) manifests.remove(entry.content().toString());
        return Optional.of(entry);
    }

    /** The manifest of a shared content. */
    public Optional<Manifest> manifest(ContentId content) {
        return Optional.ofNullable(thread.call(() -> manifests.get(content.toString())))
                .map(hashes -> new Manifest(content, hashes));
    }

    /** Keeps an entry in place of the former one of its folder and name. */
    public void download(DownloadEntry entry) {
        change(
                true,
                () -> downloads.put(
                        CatalogueCodec.downloadKey(entry.folder(), entry.name()), CatalogueCodec.encode(entry)));
    }

    /** All entries, by folder and name. */
    public List<DownloadEntry> downloads() {
        return thread.call(() -> downloads.entrySet().stream()
                .map(entry -> CatalogueCodec.decodeDownload(entry.getKey(), entry.getValue()))
                .toList());
    }

    /** @return whether there was one */
    public boolean removeDownload(Path folder, String name) {
        return change(true, () -> downloads.remove(CatalogueCodec.downloadKey(folder, name))) != null;
    }

    public Optional<String> value(String key) {
        return Optional.ofNullable(thread.call(() -> values.get(key)));
    }

    public void value(String key, String value) {
        change(true, () -> values.put(key, value));
    }

    /** Counts a number up, from 1 on; no value is given twice, even after a power cut. */
    public long next(String key) {
        return change(true, () -> {
            String last = values.get(key);
            long next = last == null ? 1 : Long.parseLong(last) + 1;
            values.put(key, Long.toString(next));
            return next;
        });
    }

    private <T> T change(boolean toDisk, Supplier<T> change) {
        return thread.call(() -> {
            T result = change.get();
            store.commit();
            if (toDisk) store.sync();
            return result;
        });
    }

    @Override
    public void close() {
        thread.close(store::close);
    }
}
