package dev.fileswarm.agent.transport.udp;

/** A sealed packet of the other side breaks the protocol. The message names the field, what was expected and what came. */
final class PacketException extends Exception {
    PacketException(String field, Object expected, Object came) {
        super(field + ": expected " + expected + ", came " + came);
    }
}
