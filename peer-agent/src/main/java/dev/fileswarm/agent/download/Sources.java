package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whom a download knows of: dials them, and dials again after a pause that doubles. Some are never asked again.
 */
final class Sources {
    static final int MAX_LINKED = 40;

    private static final int MAX_DIALLING = 8;
    /** How many of the places for links are filled at once; see {@link #placesToDial}. */
    private static final int FIRST_PLACES = 16;

    private static final long SECOND = 1_000_000_000L;
    private static final long NEXT_PLACE_NANOS = SECOND / 2;
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
        /** The number of the answer that named it first. */
        final int answer;

        Candidate(Source source, int answer, long nowNanos) {
            this.answer = answer;
            this.source = source;
            this.notBeforeNanos = nowNanos;
        }
    }

    /** Those of one answer as the tracker named them. */
    private static final Comparator<Candidate> NEWEST_FIRST = Comparator.comparingInt(candidate -> -candidate.answer);

    private final Optional<PeerName> only;
    private final Random random;
    private final Map<PeerName, Candidate> candidates = new LinkedHashMap<>();
    private final long startNanos;
    private int linkedCount;
    private int diallingCount;
    private final FindPause findPause;
    private String trackerTrouble = "";
    private int answers;

    Sources(Optional<PeerName> only, long seed, long nowNanos) {
        this.only = only;
        this.random = new Random(seed);
        this.findPause = new FindPause(nowNanos);
        this.startNanos = nowNanos;
    }

    void found(List<Source> sources, long nowNanos) {
        boolean isNews = sources.stream().anyMatch(source -> !candidates.containsKey(source.name()));
        trackerTrouble = "";
        findPause.answered(linkedCount, isNews, nowNanos);
        answers++;
        Set<PeerName> online = new HashSet<>();
        for (Source source : sources) {
            if (only.isPresent() && !only.get().equals(source.name())) continue;
            online.add(source.name());
            Candidate candidate =
                    candidates.computeIfAbsent(source.name(), name -> new Candidate(source, answers, nowNanos));
            candidate.source = source;
            if (!candidate.isListed) candidate.notBeforeNanos = nowNanos;
        }
        candidates.forEach((name, candidate) -> candidate.isListed = online.contains(name));
        if (candidates.size() <= MANY_CANDIDATES) return;
        candidates.values().removeIf(candidate -> candidate.standing == Standing.KNOWN && !candidate.isListed);
    }

    void unavailable(String why, long nowNanos) {
        trackerTrouble = why;
        findPause.answered(linkedCount, false, nowNanos);
    }

    void linked(PeerName name) {
        candidate(name, candidate -> stand(candidate, Standing.LINKED));
    }

    /** The peer is of use: the next time that it is lost, it is dialled soon. */
    void gave(PeerName name) {
        candidate(name, candidate -> candidate.failures = 0);
    }

    /** The peer could not be reached, or was lost; it is tried again after a pause. */
    void lost(PeerName name, String why, long nowNanos) {
        candidate(name, candidate -> {
            if (candidate.standing == Standing.DISMISSED) return;
            stand(candidate, Standing.KNOWN);
            candidate.lastWhy = why;
            long pause = Math.min(MAX_DIAL_PAUSE_NANOS, SECOND << Math.min(candidate.failures, 10));
            candidate.notBeforeNanos = nowNanos + (long) (pause * (0.75 + random.nextDouble() / 2));
            candidate.failures++;
        });
    }

    /** The peer has nothing to give for now; its place is wanted for another. */
    void rest(PeerName name, String why, long nowNanos) {
        candidate(name, candidate -> {
            stand(candidate, Standing.KNOWN);
            candidate.lastWhy = why;
            candidate.notBeforeNanos = nowNanos + REST_NANOS;
        });
    }

    /** Whether somebody could be dialled if fewer were linked. */
    boolean wantsRoom(long nowNanos) {
        return linkedCount >= MAX_LINKED
                && candidates.values().stream().anyMatch(candidate -> isDue(candidate, nowNanos));
    }

    private static boolean isDue(Candidate candidate, long nowNanos) {
        return candidate.standing == Standing.KNOWN && candidate.notBeforeNanos - nowNanos <= 0;
    }

    /** The link gave way to another between the same two peers. */
    void replaced(PeerName name) {
        candidate(name, candidate -> stand(candidate, Standing.KNOWN));
    }

    /** Whether only one peer may be asked. */
    boolean isOnlyOne() {
        return only.isPresent();
    }

    /** The peer is not asked again. */
    void dismiss(PeerName name, String why) {
        candidate(name, candidate -> {
            stand(candidate, Standing.DISMISSED);
            candidate.lastWhy = why;
        });
    }

    void next(ChunkSet missing, long nowNanos, List<DownloadAction> actions) {
        if (findPause.ask(nowNanos)) actions.add(new DownloadAction.FindSources(missing.copy()));
        int places = placesToDial(nowNanos);
        if (places <= 0) return;
        List<Candidate> due = candidates.values().stream()
                .filter(candidate -> isDue(candidate, nowNanos))
                .sorted(NEWEST_FIRST)
                .limit(places)
                .toList();
        for (Candidate candidate : due) {
            stand(candidate, Standing.DIALLING);
            actions.add(new DownloadAction.Dial(candidate.source));
        }
    }

    /**
     * How many may be dialled. Whoever came to hold something first is found by all. If everybody linked as many of them as it may,
     * they would be the hubs of the swarm, and the others, who know nobody else, would have nobody to send to. So some places are
     * kept for those who are found later.
     */
    private int placesToDial(long nowNanos) {
        long places = Math.min(MAX_LINKED, FIRST_PLACES + (nowNanos - startNanos) / NEXT_PLACE_NANOS);
        return (int) Math.min(MAX_DIALLING - diallingCount, places - linkedCount - diallingCount);
    }

    /** The first chunk is here. */
    void holdsFirst(long nowNanos) {
        findPause.holdsFirst(nowNanos);
    }

    /** Asks for sources at the next opportunity. */
    void findSoon(long nowNanos) {
        findPause.soon(nowNanos);
    }

    /** Why the tracker did not answer last; empty where it did. */
    String trackerTrouble() {
        return trackerTrouble;
    }

    int linkedCount() {
        return linkedCount;
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
        if (answers == 0 && trackerTrouble.isEmpty()) return "asking who holds it";
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

    private void stand(Candidate candidate, Standing standing) {
        linkedCount += (standing == Standing.LINKED ? 1 : 0) - (candidate.standing == Standing.LINKED ? 1 : 0);
        diallingCount += (standing == Standing.DIALLING ? 1 : 0) - (candidate.standing == Standing.DIALLING ? 1 : 0);
        candidate.standing = standing;
    }

    private void candidate(PeerName name, Consumer<Candidate> action) {
        Candidate candidate = candidates.get(name);
        if (candidate != null) action.accept(candidate);
    }
}
