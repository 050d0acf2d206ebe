package dev.fileswarm.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Processor time by process, from Linux's /proc: unlike rates, it stays about the same on a busy machine. */
final class ProcessTimes {
    /** The kernel's unit for these numbers, everywhere. */
    private static final double TICKS_PER_SECOND = 100;

    private final Map<String, List<Long>> pids = new LinkedHashMap<>();

    void watch(String name, List<Long> itsPids) {
        pids.put(name, itsPids);
    }

    /** Seconds so far of each, with its children and those that have ended. */
    Map<String, Double> now() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        pids.forEach((name, itsPids) -> seconds.put(
                name, itsPids.stream().mapToDouble(ProcessTimes::secondsOf).sum()));
        return seconds;
    }

    private static double secondsOf(long pid) {
        double children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToDouble(child -> ticks(child.pid(), false))
                .sum();
        return (ticks(pid, true) + children) / TICKS_PER_SECOND;
    }

    private static double ticks(long pid, boolean withEnded) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // Behind the name, which may have blanks: state, parent, ... user, system, ended children's user and
            // system.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Stream.of(11, 12, 13, 14)
                    .limit(withEnded ? 4 : 2)
                    .mapToDouble(i -> Double.parseDouble(fields[i]))
                    .sum();
        } catch (IOException e) {
            return 0; // it has ended
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    static String loadAverage() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "?";
        }
    }
}
