package dev.fileswarm.agent.chat;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.wire.PrivateText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What is open with one peer: which opening of either side, which texts are confirmed. Guarded by the lock of {@link
 * PrivateLinks}.
 */
final class Conversation {
    final PeerName peer;
    final Instant since;
    final boolean byThem;

    /** Fails when the conversation ends before the other side has answered. */
    final CompletableFuture<Void> answered = new CompletableFuture<>();

    private final int ownOpening;
    private final Map<Integer, Unconfirmed> unconfirmed = new LinkedHashMap<>();
    private int theirOpening;
    private boolean knowsTheirs;
    private int lastSent;
    private int lastTaken;

    private record Unconfirmed(PrivateText text, CompletableFuture<Void> taken) {}

    Conversation(PeerName peer, Instant since, boolean byThem, int ownOpening) {
        this.peer = peer;
        this.since = since;
        this.byThem = byThem;
        this.ownOpening = ownOpening;
    }

    PrivateText opening() {
        return PrivateText.open(ownOpening);
    }

    boolean isConfirmed() {
        return knowsTheirs;
    }

    /** Their side is open. @return whether it is another opening than the one known, so that their texts count anew */
    boolean openedByThem(int opening) {
        boolean isAnother = knowsTheirs && opening != theirOpening;
        if (isAnother) lastTaken = 0;
        knowsTheirs = true;
        theirOpening = opening;
        return isAnother;
    }

    /** A text to send, and when it is taken. */
    Sending say(String text) {
        PrivateText frame = PrivateText.text(++lastSent, text);
        CompletableFuture<Void> taken = new CompletableFuture<>();
        unconfirmed.put(frame.number(), new Unconfirmed(frame, taken));
        return new Sending(frame, taken);
    }

    record Sending(PrivateText frame, CompletableFuture<Void> taken) {}

    /** A text came. @return whether it is a new one */
    boolean takes(int number) {
        if (number <= lastTaken) return false;
        lastTaken = number;
        return true;
    }

    /** @return what to complete, outside the lock; null if it was confirmed before */
    CompletableFuture<Void> confirmed(int number) {
        Unconfirmed text = unconfirmed.remove(number);
        return text == null ? null : text.taken;
    }

    /** What to say again on another link. */
    List<PrivateText> again() {
        List<PrivateText> all = new ArrayList<>();
        all.add(opening());
        unconfirmed.values().forEach(text -> all.add(text.text));
        return all;
    }

    /** Everybody who waits for the other side. */
    List<CompletableFuture<Void>> waiting() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        all.add(answered);
        unconfirmed.values().forEach(text -> all.add(text.taken));
        return all;
    }
}
