package dev.fileswarm.agent.transfer;

/** Why a link ended: the codes of GOODBYE in docs/wire-protocol.md, and the ways in which a link ends without one. */
public enum CloseReason {
    DONE,
    SHUTTING_DOWN,
    PROTOCOL_ERROR,
    VERSION,
    CREDENTIAL,
    KEY_CHANGED,
    BLOCKED,
    TOO_MANY_LINKS,
    TIMED_OUT,
    FLOODING,
    DUPLICATE,
    /** The connection broke, or was closed without a word. */
    LOST
}
