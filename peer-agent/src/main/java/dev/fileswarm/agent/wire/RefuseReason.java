package dev.fileswarm.agent.wire;

/** Why a peer refuses a request; the codes of REFUSE in docs/wire-protocol.md. */
public enum RefuseReason {
    NOT_HELD(1),
    UNKNOWN_CONTENT(2),
    BLOCKED(3),
    BAD_REQUEST(4),
    FILE_CHANGED(5),
    READ_FAILED(6);

    private final int code;

    RefuseReason(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static RefuseReason ofCode(int code) {
        for (RefuseReason reason : values()) {
            if (reason.code == code) return reason;
        }
        throw Check.unexpected("reason", "1 to 6", code);
    }
}
