package dev.fileswarm.agent.transport.udp;

/** Why an association ended. */
enum EndReason {
    DONE(0, "not needed any more"),
    NO_WAY_THROUGH(1, "no datagram came back; a firewall may hold them up"),
    SILENCE(2, "nothing was heard for a while"),
    PROTOCOL_ERROR(3, "the other side sent what the protocol does not allow"),
    OTHER_SIDE(4, "the other side ended it"),
    NO_KEYS(5, "no fresh keys came in time");

    private final int code;
    private final String text;

    EndReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    int code() {
        return code;
    }

    @Override
    public String toString() {
        return text;
    }
}
