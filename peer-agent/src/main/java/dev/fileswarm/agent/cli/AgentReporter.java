package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentEvent;
import dev.fileswarm.agent.daemon.AgentListener;
import dev.fileswarm.agent.model.Count;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

/** Shows what a long call tells: lines for people, a progress line on a terminal, JSON lines where asked for. */
final class AgentReporter implements AgentListener {
    private static final int BAR_CELLS = 24;

    private static final int MAX_TOLD = 100;
    private static final long SHORT_WAIT_NANOS = 1_500_000_000L;

    private final Output output;
    private final Set<String> told = new HashSet<>(); // notes since something came last
    private final LongSupplier nanos;
    private long waitingSinceNanos;
    private String lastWaiting = "";
    private long lastBytes;

    AgentReporter(Output output) {
        this(output, System::nanoTime);
    }

    AgentReporter(Output output, LongSupplier nanos) {
        this.output = output;
        this.nanos = nanos;
    }

    @Override
    public void on(AgentEvent event) {
        if (output.isJson()) output.event(typeOf(event), RecordFields.of((Record) event));
        switch (event) {
            case AgentEvent.Hashing hashing ->
                output.progress(bar("hashing " + hashing.file(), hashing.bytes(), hashing.totalBytes()));
            case AgentEvent.Offered offered -> offered(offered);
            case AgentEvent.Refused refused -> {
                if (!output.isJson())
                    output.warn(
                            Printable.escaped(refused.file()) + " is not offered: " + Printable.of(refused.message()));
            }
            case AgentEvent.Progress progress -> progress(progress);
            case AgentEvent.Note note -> note(note.text());
        }
    }

    private static String typeOf(AgentEvent event) {
        return event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void offered(AgentEvent.Offered offered) {
        output.progress("");
        String chunks = switch (offered.share().chunks()) {
            case 0 -> "no chunks";
            case 1 -> "chunk 0";
            default -> "chunks 0 to " + (offered.share().chunks() - 1);
        };
        output.line((offered.alreadyOffered() ? "already-offered " : "offered ")
                + offered.share().name() + "  " + offered.share().content() + "  "
                + Sizes.of(offered.share().size()) + ", " + chunks);
        if (offered.replaced() != null && !output.isJson()) {
            output.note(offered.share().name() + " was offered as " + offered.replaced()
                    + " until now; that offer has ended, since a file is offered in one way at a time");
        }
        if (offered.pending() && !output.isJson()) {
            output.note("the tracker is away; " + offered.share().name() + " is announced as soon as it is back");
        }
    }

    /** While nothing comes the same is tried again and again, and the same comes of it: that is told once. */
    private void note(String text) {
        if (told.size() >= MAX_TOLD) told.clear();
        if (told.add(text) && !output.isJson()) output.note(text);
    }

    private void progress(AgentEvent.Progress progress) {
        if (progress.bytes() > lastBytes) {
            told.clear();
            lastWaiting = "";
        }
        lastBytes = progress.bytes();
        if (progress.waitingFor() != null) {
            waiting(progress.waitingFor());
            return;
        }
        waitingSinceNanos = 0;
        String text = bar(progress.state(), progress.bytes(), progress.totalBytes());
        if (progress.bytesPerSecond() > 0) text += "  " + Sizes.rate(progress.bytesPerSecond());
        if (progress.secondsLeft() != null) text += "  " + Sizes.time(progress.secondsLeft()) + " left";
        int peers = progress.peers().size();
        output.progress(text + "  " + Count.of(peers, "peer"));
    }

    /** Every download waits for a moment while it finds and reaches its sources; only a longer wait is worth a line. */
    private void waiting(String why) {
        if (waitingSinceNanos == 0) waitingSinceNanos = nanos.getAsLong();
        boolean isShort = nanos.getAsLong() - waitingSinceNanos < SHORT_WAIT_NANOS;
        if (isShort || why.equals(lastWaiting) || output.isJson()) return;
        output.note(why);
        lastWaiting = why;
    }

    private static String bar(String what, long done, long total) {
        double share = total == 0 ? 1 : (double) done / total;
        int cells = (int) (share * BAR_CELLS);
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %3.0f %%  %s of %s",
                what,
                "=".repeat(cells),
                " ".repeat(BAR_CELLS - cells),
                Math.floor(share * 100),
                Sizes.of(done),
                Sizes.of(total));
    }
}
