package dev.fileswarm.agent.wire;

/** The lane of this number is over; what was asked for on it and has not come must be asked for again. */
public record LaneEnd(int number) implements Frame {
    public LaneEnd {
        Check.range("number", number, 1, Integer.MAX_VALUE);
    }
}
