package dev.fileswarm.agent.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What bounds a download that runs. What is found first bounds it now; what follows would, or will before the end: chunks that
 * nobody holds bound nothing while others come.
 */
public final class Diagnosis {
    /** A limit is met within a few per cent; this much below it, something else bounds. */
    private static final double AT_LIMIT = 0.85;

    private static final double MUCH_WAITING = 0.3;
    private static final double MUCH_LOSS = 0.02;
    private static final double SILENCE_SECONDS = 2;

    private final Measurements measured;
    private final Line line;
    private final List<SourceMeasurement> useful;
    private final List<Finding> findings = new ArrayList<>();

    private Diagnosis(Measurements measured, Line line) {
        this.measured = measured;
        this.line = line;
        this.useful =
                measured.sources().stream().filter(SourceMeasurement::isUseful).toList();
    }

    /** At least one finding. */
    public static List<Finding> of(Measurements measured, Line line) {
        Diagnosis diagnosis = new Diagnosis(measured, line);
        diagnosis.find();
        return List.copyOf(diagnosis.findings);
    }

    private void find() {
        switch (measured.stage()) {
            case PAUSED -> findings.add(new Finding.Paused());
            case NAMING -> findings.add(new Finding.Naming());
            case WITHOUT_MANIFEST -> {
                if (measured.sources().isEmpty()) findNobody();
                else findings.add(new Finding.NoManifest());
            }
            case FETCHING -> {
                if (measured.sources().isEmpty()) findNobody();
                else findAmongSources();
            }
        }
    }

    private void findNobody() {
        if (!measured.trackerTrouble().isEmpty()) findings.add(new Finding.TrackerAway(measured.trackerTrouble()));
        else if (!measured.reaching().isEmpty()) findings.add(new Finding.Reaching(measured.reaching()));
        else findings.add(new Finding.NoSource(measured.whyNobody()));
    }

    private void findAmongSources() {
        if (!useful.isEmpty()) {
            findHere();
            loss().ifPresent(findings::add);
            if (findings.isEmpty()) findings.add(atThem());
        }
        if (measured.unheldCount() > 0)
            findings.add(new Finding.NoHolder(measured.firstUnheld(), measured.unheldCount()));
        if (findings.isEmpty()) findings.add(new Finding.Growing(measured.bytesPerSecond()));
        if (!measured.trackerTrouble().isEmpty()) findings.add(new Finding.TrackerAway(measured.trackerTrouble()));
    }

    /** What this machine can be blamed for. */
    private void findHere() {
        long limit = line.limitBytesPerSecond();
        if (limit > 0 && line.bytesPerSecond() >= AT_LIMIT * limit)
            findings.add(new Finding.YourLimit(limit, line.bytesPerSecond()));
        double waiting = waitingShare();
        if (waiting < MUCH_WAITING) return;
        findings.add(measured.writingShare() >= 0.5 ? new Finding.Disk(waiting) : new Finding.Processor(waiting));
    }

    /** The links' waiting, each counting as much as it brings. */
    private double waitingShare() {
        double bytes =
                useful.stream().mapToDouble(SourceMeasurement::bytesPerSecond).sum();
        if (bytes == 0)
            return useful.stream()
                    .mapToDouble(SourceMeasurement::waitingShare)
                    .max()
                    .orElse(0);
        return useful.stream()
                .mapToDouble(source -> source.waitingShare() * source.bytesPerSecond() / bytes)
                .sum();
    }

    private Optional<Finding> loss() {
        return useful.stream()
                .max(Comparator.comparingLong(SourceMeasurement::bytesPerSecond))
                .filter(source -> source.lossShare() >= MUCH_LOSS)
                .map(source -> new Finding.Loss(source.peer(), source.lossShare(), source.rttSeconds()));
    }

    private Finding atThem() {
        List<SourceMeasurement> silent = useful.stream()
                .filter(source -> source.owedBytes() > 0 && source.silentSeconds() >= SILENCE_SECONDS)
                .toList();
        if (silent.size() == useful.size()) {
            double least = silent.stream()
                    .mapToDouble(SourceMeasurement::silentSeconds)
                    .min()
                    .orElseThrow();
            return new Finding.Silent(
                    silent.stream().map(SourceMeasurement::peer).toList(), least);
        }
        long busy = useful.stream().filter(SourceMeasurement::isBusy).count();
        if (useful.size() == 1 && busy == 0) return oneLink(useful.getFirst());
        boolean isAnyoneFree = useful.stream().anyMatch(source -> source.hasRoom() && !source.isBusy());
        if (!isAnyoneFree)
            return new Finding.EverybodyBusy(useful.size(), Math.toIntExact(busy), measured.bytesPerSecond());
        return useful.stream()
                .filter(source -> source.peer().equals(measured.lastOwing()))
                .findFirst()
                .map(this::oneLink)
                .orElseGet(() -> new Finding.Growing(measured.bytesPerSecond()));
    }

    private Finding oneLink(SourceMeasurement source) {
        if (source.hasRoom() && source.owedBytes() == 0) return new Finding.Growing(measured.bytesPerSecond());
        return new Finding.OneLink(source.peer(), source.bytesPerSecond(), source.latencySeconds());
    }
}
