package dev.fileswarm.agent.store;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/** The catalogue's file and what stands in it. For one thread, which nobody interrupts. */
final class CatalogueTables {
    private final MVStore store;
    private final MVMap<String, byte[]> shared;
    private final MVMap<String, byte[]> manifests;
    private final MVMap<String, byte[]> downloads;
    private final MVMap<String, String> values;

    /** How many shared files have a content. */
    private final Map<ContentId, Integer> sharers = new HashMap<>();

    /** An entry cannot be understood. */
    static final class Damaged extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Damaged(String message, Exception cause) {
            super(message, cause);
        }
    }

    private CatalogueTables(MVStore store) {
        this.store = store;
        this.shared = store.openMap("shared", bytesByText());
        this.manifests = store.openMap("manifests", bytesByText());
        this.downloads = store.openMap("downloads", bytesByText());
        this.values = store.openMap(
                "values",
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
        shared().forEach(entry -> sharers.merge(entry.content(), 1, Integer::sum));
    }

    private static MVMap.Builder<String, byte[]> bytesByText() {
        return new MVMap.Builder<String, byte[]>()
                .keyType(StringDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE);
    }

    static CatalogueTables open(Path file) {
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open();
        try {
            return new CatalogueTables(store);
        } catch (RuntimeException e) {
            store.closeImmediately();
            throw e;
        }
    }

    /** What a failure of the file means, for people. */
    static StoreException explain(Path file, RuntimeException e) {
        int code = e instanceof MVStoreException failed ? failed.getErrorCode() : DataUtils.ERROR_FILE_CORRUPT;
        return switch (code) {
            case DataUtils.ERROR_FILE_LOCKED ->
                new StoreException(
                        StoreException.Kind.LOCKED,
                        file,
                        "another process of this peer has " + file + " open; use that one, or end it first");
            case DataUtils.ERROR_FILE_CORRUPT,
                    DataUtils.ERROR_UNSUPPORTED_FORMAT,
                    DataUtils.ERROR_SERIALIZATION,
                    DataUtils.ERROR_CHUNK_NOT_FOUND,
                    DataUtils.ERROR_BLOCK_NOT_FOUND ->
                new StoreException(
                        StoreException.Kind.DISK_FAILED,
                        file,
                        file + " is damaged; move it away and start again: shared files are then offered anew",
                        e);
            default -> Failures.of(causeOf(e), "use", file);
        };
    }

    private static IOException causeOf(RuntimeException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException failed) return failed;
        }
        return new IOException(e.getMessage(), e);
    }

    Void share(SharedEntry entry, Manifest manifest) {
        sharers.merge(entry.content(), 1, Integer::sum);
        manifests.putIfAbsent(entry.content().toString(), CatalogueCodec.encode(manifest));
        forgetContentOf(shared.put(entry.path().toString(), CatalogueCodec.encode(entry)), entry.path());
        return null;
    }

    Optional<SharedEntry> shared(Path path) {
        return Optional.ofNullable(shared.get(path.toString()))
                .map(entry -> CatalogueCodec.decodeShared(path.toString(), entry));
    }

    List<SharedEntry> shared() {
        return shared.entrySet().stream()
                .map(entry -> CatalogueCodec.decodeShared(entry.getKey(), entry.getValue()))
                .toList();
    }

    Optional<SharedEntry> unshare(Path path) {
        return forgetContentOf(shared.remove(path.toString()), path);
    }

    /** Drops the manifest with the last entry of a content. */
    private Optional<SharedEntry> forgetContentOf(byte[] former, Path path) {
        if (former == null) return Optional.empty();
        SharedEntry entry = CatalogueCodec.decodeShared(path.toString(), former);
        Integer left = sharers.computeIfPresent(entry.content(), (content, count) -> count > 1 ? count - 1 : null);
        if (left == null) manifests.remove(entry.content().toString());
        return Optional.of(entry);
    }

    Optional<Manifest> manifest(ContentId content) {
        return Optional.ofNullable(manifests.get(content.toString())).map(hashes -> new Manifest(content, hashes));
    }

    Void download(DownloadEntry entry) {
        downloads.put(CatalogueCodec.downloadKey(entry.folder(), entry.name()), CatalogueCodec.encode(entry));
        return null;
    }

    List<DownloadEntry> downloads() {
        return downloads.entrySet().stream()
                .map(entry -> CatalogueCodec.decodeDownload(entry.getKey(), entry.getValue()))
                .toList();
    }

    boolean removeDownload(Path folder, String name) {
        return downloads.remove(CatalogueCodec.downloadKey(folder, name)) != null;
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Void value(String key, String value) {
        values.put(key, value);
        return null;
    }

    SortedMap<String, String> values(String prefix) {
        SortedMap<String, String> found = new TreeMap<>();
        Iterator<String> keys = values.keyIterator(prefix);
        while (keys.hasNext()) {
            String key = keys.next();
            if (!key.startsWith(prefix)) break;
            found.put(key, values.get(key));
        }
        return found;
    }

    void removeValue(String key) {
        values.remove(key);
    }

    /** Keeps the changes. @param toDisk whether to wait for the disk as well */
    void commit(boolean toDisk) {
        store.commit();
        if (toDisk) store.sync();
    }

    boolean isClosed() {
        return store.isClosed();
    }

    void close() {
        store.close();
    }

    /** Closes without writing: what was not committed is lost, on purpose. */
    void abandon() {
        store.closeImmediately();
    }
}
