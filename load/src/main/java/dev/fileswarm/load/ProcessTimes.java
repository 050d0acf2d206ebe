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

    /** Seconds so far that Java's compilers took of it, of those of their threads that have not ended. */
    double compiling() {
        return pids.values().stream()
                        .flatMap(List::stream)
                        .flatMap(ProcessTimes::threads)
                        .filter(ProcessTimes::isCompiler)
                        .mapToDouble(thread -> ticks(thread.resolve("stat"), false))
                        .sum()
                / TICKS_PER_SECOND;
    }

    private static Stream<Path> threads(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.toList().stream();
        } catch (IOException e) {
            return Stream.of(); // it has ended
        }
    }

    private static boolean isCompiler(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).matches("C[12] Compiler.*\\s*");
        } catch (IOException e) {
            return false;
        }
    }

    private static double secondsOf(long pid) {
        double children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToDouble(child -> ticks(stat(child.pid()), false))
                .sum();
        return (ticks(stat(pid), true) + children) / TICKS_PER_SECOND;
    }

    private static Path stat(long pid) {
        return Path.of("/proc", Long.toString(pid), "stat");
    }

    private static double ticks(Path of, boolean withEnded) {
        try {
            String stat = Files.readString(of);
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
