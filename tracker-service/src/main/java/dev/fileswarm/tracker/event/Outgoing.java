package dev.fileswarm.tracker.event;

/** What waits to be sent on one stream. */
sealed interface Outgoing {
    /** One or more events as they are sent; shared by all streams that send the same. */
    record Text(byte[] bytes) implements Outgoing {}

    /**
     * Something came into the reader's inbox.
     *
     * @param cursor of the event
     */
    record Mail(String messageId, String cursor) implements Outgoing {}

    record End(Goodbye reason) implements Outgoing {}
}
