package dev.fileswarm.tracker.message;

/**
 * How a message fared.
 *
 * @param receivers into how many inboxes it came
 * @param withheld how many have blocked the sender
 * @param inboxesFull how many had no room
 */
record Delivered(int receivers, int withheld, int inboxesFull) {
    static final Delivered NOWHERE = new Delivered(0, 0, 0);

    Delivered plus(Delivered other) {
        return new Delivered(receivers + other.receivers, withheld + other.withheld, inboxesFull + other.inboxesFull);
    }
}
