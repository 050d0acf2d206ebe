package dev.fileswarm.agent.wire;

/** Why a link ended: the codes of GOODBYE in docs/wire-protocol.md, and the way in which a link ends without one. */
public enum CloseReason {
    DONE(0),
    SHUTTING_DOWN(1),
    PROTOCOL_ERROR(2),
    VERSION(3),
    CREDENTIAL(4),
    KEY_CHANGED(5),
    BLOCKED(6),
    TOO_MANY_LINKS(7),
    TIMED_OUT(8),
    FLOODING(9),
    DUPLICATE(10),
    /** The connection broke, or was closed without a word; never sent. */
    LOST(-1);

    private final int code;

    CloseReason(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static CloseReason ofCode(int code) {
        for (CloseReason reason : values()) {
            if (reason.code == code) return reason;
        }
        throw Check.unexpected("reason", "0 to 10", code);
    }
}
