package dev.fileswarm.agent.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key pair as a file: two PEM blocks, PRIVATE KEY (PKCS #8) and PUBLIC KEY, mode 0600. */
final class IdentityFile {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int MAX_BYTES = 16 * 1024;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private IdentityFile() {}

    static PeerIdentity loadOrCreate(Path file) throws IOException {
        try {
            return load(file);
        } catch (NoSuchFileException e) {
            create(file);
            return load(file);
        }
    }

    private static PeerIdentity load(Path file) throws IOException {
        UnusableFileException.refuseFolder(file);
        requirePrivate(file);
        if (Files.size(file) > MAX_BYTES) throw damaged(file, "it is far too long", null);
        String pem = Files.readString(file, StandardCharsets.ISO_8859_1);
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(block(pem, PRIVATE)));
            PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(block(pem, PUBLIC)));
            PeerIdentity identity = new PeerIdentity(privateKey, publicKey);
            byte[] message = "do the two belong together".getBytes(StandardCharsets.UTF_8);
            if (!identity.key().verifies(message, identity.sign(message))) {
                throw damaged(file, "its two keys do not belong together", null);
            }
            return identity;
        } catch (GeneralSecurityException e) {
            throw damaged(file, "what stands there is no Ed25519 key", e); // the JDK names classes of its own
        } catch (IllegalArgumentException e) {
            throw damaged(file, e.getMessage(), e);
        }
    }

    /** Writes a new key pair under another name first, so that a crash leaves no half a file and two starters one key. */
    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = folder.resolve(file.getFileName() + "." + UUID.randomUUID());
        PeerIdentity identity = PeerIdentity.generate();
        String pem = pem(PRIVATE, identity.privateKey().getEncoded())
                + pem(PUBLIC, identity.publicKey().getEncoded());
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(folder))) {
                ByteBuffer bytes = ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(true);
            }
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // another process was faster: its key is the one
        } catch (IOException e) {
            throw UnusableFileException.naming(file, e);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return isPosix(folder)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void requirePrivate(Path file) throws IOException {
        if (!isPosix(file.toAbsolutePath().getParent())) return;
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new UnusableFileException(
                    "the key in " + file + " can be read or changed by others ("
                            + PosixFilePermissions.toString(permissions) + ")",
                    "if nobody did: chmod 600 " + file,
                    null);
        }
    }

    private static boolean isPosix(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static IOException damaged(Path file, String why, Exception cause) {
        return new UnusableFileException(
                "the key in " + file + " cannot be used: " + why,
                "bring it back from a copy, or move it away to start with a new key, and another name",
                cause);
    }

    private static String pem(String label, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }

    private static byte[] block(String pem, String label) {
        Matcher matcher = Pattern.compile("-----BEGIN " + label + "-----([^-]*)-----END " + label + "-----")
                .matcher(pem);
        if (!matcher.find()) throw new IllegalArgumentException("it has no " + label);
        try {
            return Base64.getMimeDecoder().decode(matcher.group(1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its " + label + " is no base64", e);
        }
    }
}
