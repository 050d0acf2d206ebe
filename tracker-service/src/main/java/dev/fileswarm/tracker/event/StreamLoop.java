package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.message.MessageView;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Sends one stream, in the thread of its request, until one side ends it. */
final class StreamLoop {
    private static final int HEARTBEATS_TO_SESSION_CHECK = 6;

    private final EventStream stream;
    private final Optional<StreamMail> mail;
    private final ServerSentEvents events;
    private final OutputStream out;
    private final Duration heartbeat;

    /** What the client would send as its Last-Event-ID, as far as it is known here. */
    private FeedCursor clientAt;

    private String mailCursor;
    private long sessionCheckedNanos = System.nanoTime();

    StreamLoop(
            EventStream stream,
            Optional<StreamMail> mail,
            ServerSentEvents events,
            OutputStream out,
            Duration heartbeat) {
        this.stream = stream;
        this.mail = mail;
        this.events = events;
        this.out = out;
        this.heartbeat = heartbeat;
    }

    void begin(EventViews.Ready ready, FeedCursor at) throws IOException {
        write(events.event("ready", at.text(), ready));
        clientAt = at;
        out.flush();
    }

    void resync(String reason, FeedCursor at) throws IOException {
        write(events.event("resync", at.text(), new EventViews.Reason(reason)));
        clientAt = at;
        out.flush();
    }

    void replay(Replay replay, FeedCursor from, FeedCursor to) throws IOException {
        List<String> came = new ArrayList<>();
        boolean whole = replay.run(stream, from, to, some -> {
            for (Outgoing one : some) {
                switch (one) {
                    case Outgoing.Text text -> out.write(text.bytes());
                    case Outgoing.Mail message -> came.add(message.messageId());
                    // Of a session that began anew since; the one that asks is good.
                    case Outgoing.End ignored -> {}
                }
            }
        });
        if (!whole) resync("too-old", to);
        if (!came.isEmpty()) sendMail(came, to.text());
        clientAt = to;
        out.flush();
    }

    /**
     * @param cursor up to where everything has been handed to the streams
     * @param signedIn asked now and then
     */
    void run(Supplier<FeedCursor> cursor, BooleanSupplier signedIn) throws IOException, InterruptedException {
        while (true) {
            FeedCursor handedOver = cursor.get();
            List<Outgoing> some = stream.next(heartbeat);
            if (some == null) heartbeat(handedOver);
            else if (!send(some)) return;
            if (!stream.hasMore()) out.flush();
            checkSession(signedIn);
        }
    }

    /** False after the goodbye. */
    private boolean send(List<Outgoing> some) throws IOException {
        for (Outgoing one : some) {
            switch (one) {
                case Outgoing.Text text -> out.write(text.bytes());
                case Outgoing.Mail came -> sendMail(List.of(came.messageId()), came.cursor());
                case Outgoing.End end -> {
                    write(events.event(
                            "goodbye", null, new EventViews.Reason(end.reason().text())));
                    out.flush();
                    return false;
                }
            }
        }
        return true;
    }

    private void sendMail(List<String> came, String cursor) throws IOException {
        if (mail.isEmpty()) return;
        mailCursor = cursor;
        came.forEach(mail.get()::came);
        try {
            for (MessageView message : mail.get().takeNew()) write(events.event("message", cursor, message));
            mailCursor = null;
        } catch (RuntimeException storeIsAway) {
            // Nothing is lost, it waits in the inbox: the next event or heartbeat tries again.
        }
    }

    /** With the newest cursor where the client's is older, so that it stays good while nothing comes for this client. */
    private void heartbeat(FeedCursor handedOver) throws IOException {
        if (mailCursor != null) sendMail(List.of(), mailCursor);
        if (mailCursor == null && !handedOver.isAt(clientAt)) {
            write(events.event("cursor", handedOver.text(), new EventViews.Nothing()));
            clientAt = handedOver;
        } else out.write(ServerSentEvents.heartbeat());
    }

    private void checkSession(BooleanSupplier signedIn) {
        if (System.nanoTime() - sessionCheckedNanos < heartbeat.toNanos() * HEARTBEATS_TO_SESSION_CHECK) return;
        sessionCheckedNanos = System.nanoTime();
        try {
            if (!signedIn.getAsBoolean()) stream.end(Goodbye.SIGNED_OUT);
        } catch (RuntimeException storeIsAway) {
            // The next time will tell.
        }
    }

    private void write(String text) throws IOException {
        out.write(ServerSentEvents.bytes(text));
    }
}
