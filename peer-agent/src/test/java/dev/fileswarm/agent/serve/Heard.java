package dev.fileswarm.agent.serve;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.store.SharedEntry;
import java.util.ArrayList;
import java.util.List;

/** A listener that writes down what it hears. */
final class Heard implements LibraryListener {
    private final List<String> events = new ArrayList<>();

    @Override
    public void offered(SharedEntry entry) {
        add((entry.isOffered() ? "offered " : "held ") + entry.name() + " "
                + entry.content().shortForm());
    }

    @Override
    public void withdrawn(SharedEntry entry, Reason reason) {
        add("withdrawn " + entry.name() + " " + entry.content().shortForm() + " " + reason);
    }

    @Override
    public void gone(ContentId content) {
        add("gone " + content.shortForm());
    }

    private synchronized void add(String event) {
        events.add(event);
        notifyAll();
    }

    /** Everything since the last call. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** Waits, for at most 20 s, until something of this beginning was heard. */
    synchronized void await(String beginning) throws InterruptedException {
        long endNanos = System.nanoTime() + 20_000_000_000L;
        while (events.stream().noneMatch(event -> event.startsWith(beginning))) {
            long restMillis = (endNanos - System.nanoTime()) / 1_000_000;
            if (restMillis <= 0) throw new AssertionError("did not hear \"" + beginning + "\" but " + events);
            wait(restMillis);
        }
    }
}
