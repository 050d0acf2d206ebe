package dev.fileswarm.load;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Drops a database over MongoDB's protocol: one message, which is no reason to depend on a driver. */
final class StoreDatabase {
    private static final int OP_MSG = 2013;
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private StoreDatabase() {}

    /** @param uri of one server that asks for no login */
    static void drop(String uri, String database) throws IOException {
        URI server = URI.create(uri);
        if (server.getUserInfo() != null || server.getPort() < 0)
            throw new IOException("only a database of a server with a port and without a login can be dropped");
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write(message(database));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = Integer.reverseBytes(in.readInt());
            if (length < 16 || length > MAX_ANSWER_BYTES) throw new IOException("not an answer of a database");
            in.readNBytes(length - Integer.BYTES);
        }
    }

    /**
     * <pre>
     *   head: length, request, 0, OP_MSG | flags | 0 | document: {dropDatabase: 1, $db: NAME}
     * </pre>
     */
    private static byte[] message(String database) {
        byte[] name = database.getBytes(StandardCharsets.UTF_8);
        ByteBuffer document = ByteBuffer.allocate(64 + name.length).order(ByteOrder.LITTLE_ENDIAN);
        document.putInt(0);
        document.put((byte) 0x10)
                .put("dropDatabase\0".getBytes(StandardCharsets.UTF_8))
                .putInt(1);
        document.put((byte) 0x02).put("$db\0".getBytes(StandardCharsets.UTF_8));
        document.putInt(name.length + 1).put(name).put((byte) 0);
        document.put((byte) 0);
        document.putInt(0, document.position());
        int length = 16 + 5 + document.position();
        ByteBuffer message = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(length).putInt(1).putInt(0).putInt(OP_MSG).putInt(0).put((byte) 0);
        return message.put(document.flip()).array();
    }
}
