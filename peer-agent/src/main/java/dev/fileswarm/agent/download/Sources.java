package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whom a download knows of: asks for sources, more often while few are linked, dials them, and dials again after a pause
 * that doubles. Some are never asked again.
 */
final class Sources {
    static final int MAX_LINKED = 40;

    private static final int MAX_DIALLING = 8;
    private static final int ENOUGH_LINKED = 4;
    private static final int MANY_LINKED = 20;
    private static final long SECOND = 1_000_000_000L;
    /** A fresh file's swarm grows by the tenth of a second: whoever comes first knows of nobody but its holder. */
    private static final long FIRST_FIND_PAUSE_NANOS = SECOND / 4;

    private static final long FIND_PAUSE_NANOS = 3 * SECOND;
    private static final long FIND_PAUSE_WITH_ENOUGH_NANOS = 15 * SECOND;
    private static final long REST_NANOS = 60 * SECOND;
    /** Above so many, those that are neither listed nor of any standing are forgotten. */
    private static final int MANY_CANDIDATES = 500;

    private static final long MAX_DIAL_PAUSE_NANOS = 30 * SECOND;

    private enum Standing {
        KNOWN,
        DIALLING,
        LINKED,
        /** Not to be asked again in this download. */
        DISMISSED
    }

    private static final class Candidate {
        Source source;
        Standing standing = Standing.KNOWN;
        int failures;
        long notBeforeNanos;
        String lastWhy = "";
        /** Whether it was among those found last. One that is found again is dialled at once. */
        boolean isListed;

        Candidate(Source source, long nowNanos) {
            this.source = source;
            this.notBeforeNanos = nowNanos;
        }
    }

    private final Optional<PeerName> only;
    private final Random random;
    private final Map<PeerName, Candidate> candidates = new LinkedHashMap<>();
    private boolean isFinding;
    private long nextFindNanos;
    private long findPauseNanos = FIRST_FIND_PAUSE_NANOS;
    private String trackerTrouble = "";
    private boolean hasAnswered;

    Sources(Optional<PeerName> only, long seed, long nowNanos) {
        this.only = only;
        this.random = new Random(seed);
        this.nextFindNanos = nowNanos;
    }

    void found(List<Source> sources, long nowNanos) {
        boolean isNews = sources.stream().anyMatch(source -> !candidates.containsKey(source.name()));
        answered(nowNanos, "", isNews);
        hasAnswered = true;
        Set<PeerName> online = new HashSet<>();
        for (Source source : sources) {
            if (only.isPresent() && !only.get().equals(source.name())) continue;
            online.add(source.name());
            Candidate candidate = candidates.computeIfAbsent(source.name(), name -> new Candidate(source, nowNanos));
            candidate.source = source;
            if (!candidate.isListed) candidate.notBeforeNanos = nowNanos;
        }
        candidates.forEach((name, candidate) -> candidate.isListed = online.contains(name));
        if (candidates.size() <= MANY_CANDIDATES) return;
        candidates.values().removeIf(candidate -> candidate.standing == Standing.KNOWN && !candidate.isListed);
    }

    void unavailable(String why, long nowNanos) {
        answered(nowNanos, why, false);
    }

    void linked(PeerName name) {
        candidate(name, candidate -> candidate.standing = Standing.LINKED);
    }

    /** The peer is of use: the next time that it is lost, it is dialled soon. */
    void gave(PeerName name) {
        candidate(name, candidate -> candidate.failures = 0);
    }

    /** The peer could not be reached, or was lost; it is tried again after a pause. */
    void lost(PeerName name, String why, long nowNanos) {
        candidate(name, candidate -> {
            if (candidate.standing == Standing.DISMISSED) return;
            candidate.standing = Standing.KNOWN;
            candidate.lastWhy = why;
            long pause = Math.min(MAX_DIAL_PAUSE_NANOS, SECOND << Math.min(candidate.failures, 10));
            candidate.notBeforeNanos = nowNanos + (long) (pause * (0.75 + random.nextDouble() / 2));
            candidate.failures++;
        });
    }

    /** The peer has nothing to give for now; its place is wanted for another. */
    void rest(PeerName name, String why, long nowNanos) {
        candidate(name, candidate -> {
            candidate.standing = Standing.KNOWN;
            candidate.lastWhy = why;
            candidate.notBeforeNanos = nowNanos + REST_NANOS;
        });
    }

    /** Whether somebody could be dialled if fewer were linked. */
    boolean wantsRoom(long nowNanos) {
        return count(Standing.LINKED) >= MAX_LINKED
                && candidates.values().stream().anyMatch(candidate -> isDue(candidate, nowNanos));
    }

    private static boolean isDue(Candidate candidate, long nowNanos) {
        return candidate.standing == Standing.KNOWN && candidate.notBeforeNanos - nowNanos <= 0;
    }

    /** The link gave way to another between the same two peers. */
    void replaced(PeerName name) {
        candidate(name, candidate -> candidate.standing = Standing.KNOWN);
    }

    /** Whether only one peer may be asked. */
    boolean isOnlyOne() {
        return only.isPresent();
    }

    /** The peer is not asked again. */
    void dismiss(PeerName name, String why) {
        candidate(name, candidate -> {
            candidate.standing = Standing.DISMISSED;
            candidate.lastWhy = why;
        });
    }

    void next(ChunkSet missing, long nowNanos, List<DownloadAction> actions) {
        if (!isFinding && nextFindNanos - nowNanos <= 0) {
            isFinding = true;
            actions.add(new DownloadAction.FindSources(missing.copy()));
        }
        long dialling = count(Standing.DIALLING);
        long linked = count(Standing.LINKED);
        for (Candidate candidate : candidates.values()) {
            if (dialling >= MAX_DIALLING || linked + dialling >= MAX_LINKED) return;
            if (!isDue(candidate, nowNanos)) continue;
            candidate.standing = Standing.DIALLING;
            dialling++;
            actions.add(new DownloadAction.Dial(candidate.source));
        }
    }

    /** Asks for sources at the next opportunity. */
    void findSoon(long nowNanos) {
        if (nextFindNanos - nowNanos > SECOND) nextFindNanos = nowNanos + SECOND;
    }

    /** Why the tracker did not answer last; empty where it did. */
    String trackerTrouble() {
        return trackerTrouble;
    }

    int linkedCount() {
        return (int) count(Standing.LINKED);
    }

    boolean isDismissed(PeerName name) {
        Candidate candidate = candidates.get(name);
        return candidate != null && candidate.standing == Standing.DISMISSED;
    }

    /** Whether the tracker said of late that it holds something. */
    boolean isListed(PeerName name) {
        Candidate candidate = candidates.get(name);
        return candidate != null && candidate.isListed;
    }

    int knownCount() {
        return candidates.size();
    }

    /** The only peer that may be asked was dismissed: why. */
    Optional<String> onlySourceLost() {
        return only.map(candidates::get)
                .filter(candidate -> candidate.standing == Standing.DISMISSED)
                .map(candidate -> candidate.lastWhy);
    }

    /**
     * What is being done to reach sources, for people; nothing where there is nothing to do but wait. Whoever could not be
     * reached and is tried again is still somebody who cannot be reached.
     */
    String reaching() {
        if (!hasAnswered && trackerTrouble.isEmpty()) return "asking who holds it";
        return candidates.values().stream()
                .filter(candidate -> candidate.standing == Standing.DIALLING && candidate.lastWhy.isEmpty())
                .map(candidate -> "connecting to " + candidate.source.name())
                .findFirst()
                .orElse("");
    }

    /** Why nobody is linked, for people. */
    String whyNobody() {
        if (!trackerTrouble.isEmpty()) return trackerTrouble;
        if (only.isPresent() && candidates.isEmpty()) return only.get() + " is not online, or does not offer it";
        return candidates.values().stream()
                .filter(candidate -> candidate.standing != Standing.LINKED)
                .filter(candidate -> !candidate.lastWhy.isEmpty())
                .map(candidate -> candidate.source.name() + ": " + candidate.lastWhy)
                .findFirst()
                .orElse("");
    }

    /**
     * While answers bring somebody new, a swarm is growing: whoever stopped asking would know its first members alone, who may be
     * few, or of no use.
     */
    private void answered(long nowNanos, String trouble, boolean isNews) {
        isFinding = false;
        trackerTrouble = trouble;
        int linked = linkedCount();
        long longestNanos = linked >= ENOUGH_LINKED ? FIND_PAUSE_WITH_ENOUGH_NANOS : FIND_PAUSE_NANOS;
        nextFindNanos = nowNanos + (linked >= MANY_LINKED ? longestNanos : Math.min(longestNanos, findPauseNanos));
        if (!isNews) findPauseNanos = Math.min(longestNanos, 2 * findPauseNanos);
    }

    private long count(Standing standing) {
        return candidates.values().stream()
                .filter(candidate -> candidate.standing == standing)
                .count();
    }

    private void candidate(PeerName name, Consumer<Candidate> action) {
        Candidate candidate = candidates.get(name);
        if (candidate != null) action.accept(candidate);
    }
}
