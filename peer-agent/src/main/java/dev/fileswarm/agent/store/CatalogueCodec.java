package dev.fileswarm.agent.store;

import dev.fileswarm.agent.hash.FileStamp;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Manifest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The catalogue's entries as bytes: a version, then the fields in their order, texts as {@link DataOutputStream} has them. */
final class CatalogueCodec {
    private static final int VERSION = 1;

    private interface Encoding {
        void write(DataOutputStream to) throws IOException;
    }

    private interface Decoding<T> {
        T read(DataInputStream from) throws IOException;
    }

    private CatalogueCodec() {}

    static byte[] encode(SharedEntry entry) {
        return encode(to -> {
            to.writeUTF(entry.name());
            to.writeUTF(entry.content().toString());
            to.writeLong(entry.stamp().sizeBytes());
            to.writeLong(entry.stamp().modifiedNanos());
            to.writeUTF(entry.sha1().orElse(""));
            to.writeBoolean(entry.isOffered());
        });
    }

    static SharedEntry decodeShared(String path, byte[] bytes) {
        return decode(bytes, from -> {
            String name = from.readUTF();
            ContentId content = ContentId.parse(from.readUTF());
            FileStamp stamp = new FileStamp(from.readLong(), from.readLong());
            return new SharedEntry(
                    Path.of(path),
                    name,
                    content,
                    stamp,
                    Optional.of(from.readUTF()).filter(sha1 -> !sha1.isEmpty()),
                    from.readBoolean());
        });
    }

    static byte[] encode(DownloadEntry entry) {
        return encode(to -> {
            to.writeUTF(entry.content().toString());
            to.writeUTF(entry.state().name());
        });
    }

    /** No file name contains a NUL. */
    static String downloadKey(Path folder, String name) {
        return folder + "\0" + name;
    }

    static DownloadEntry decodeDownload(String key, byte[] bytes) {
        int split = key.indexOf('\0');
        return decode(
                bytes,
                from -> new DownloadEntry(
                        ContentId.parse(from.readUTF()),
                        Path.of(key.substring(0, split)),
                        key.substring(split + 1),
                        DownloadEntry.State.valueOf(from.readUTF())));
    }

    static byte[] encode(Manifest manifest) {
        return manifest.slice(0, manifest.content().layout().chunkCount());
    }

    private static byte[] encode(Encoding encoding) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream to = new DataOutputStream(bytes)) {
            to.writeByte(VERSION);
            encoding.write(to);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be kept in the catalogue: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    private static <T> T decode(byte[] bytes, Decoding<T> decoding) {
        try (DataInputStream from = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = from.readByte();
            if (version != VERSION) {
                throw new IllegalStateException(
                        "the catalogue has an entry of version " + version + ", not " + VERSION);
            }
            return decoding.read(from);
        } catch (IOException | IllegalArgumentException e) {
            throw new CatalogueTables.Damaged("an entry that cannot be read", e);
        }
    }
}
