package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.wire.Request;
import java.time.Instant;
import java.util.function.LongSupplier;

/** How a simulated holder leads those who fetch from it: as a real one. */
public final class SimulatedLeading {
    private final Leading leading;

    public SimulatedLeading(PeerName self, LongSupplier nanos) {
        this.leading = new Leading(self, new Clock() {
            @Override
            public long nanos() {
                return nanos.getAsLong();
            }

            @Override
            public Instant now() {
                return Instant.ofEpochSecond(0, nanos.getAsLong());
            }
        });
    }

    public void followed(SimulatedEnd end, ContentId content) {
        leading.followed(end, content);
    }

    public void unfollowed(SimulatedEnd end, ContentId content) {
        leading.unfollowed(end, content);
    }

    public void asked(SimulatedEnd end, Request request) {
        leading.asked(end.name(), request.content(), request.run().chunk());
    }

    public void ended(SimulatedEnd end) {
        leading.ended(end);
    }

    public void tick() {
        leading.tick();
    }
}
