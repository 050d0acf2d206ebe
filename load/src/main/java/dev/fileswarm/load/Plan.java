package dev.fileswarm.load;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be measured.
 *
 * @param trackers addresses, separated by commas
 * @param pids of what to count the processor time of, by name
 * @param peers how many there are at each step of their growth
 * @param holdings how many there are at each step of their growth, for the first number of peers
 * @param warmSeconds how long the trackers are driven before anything counts: Java compiles what they do meanwhile
 * @param clients how many ask at once in a closed loop
 * @param rate requests a second of an open loop; 0 for half of the top
 * @param others trackers of another make: name to address, whether connections are kept, and process id
 */
record Plan(
        String trackers,
        Map<String, List<Long>> pids,
        List<Integer> peers,
        List<Integer> holdings,
        int clients,
        int workers,
        int streams,
        double seconds,
        double warmSeconds,
        double rate,
        List<Other> others) {
    record Other(String name, String url, boolean keepsConnections, long pid) {}

    static Plan of(String[] arguments) {
        String trackers = "";
        Map<String, List<Long>> pids = new LinkedHashMap<>();
        List<Integer> peers = List.of(1_000);
        List<Integer> holdings = List.of(10_000);
        int clients = 256;
        int workers = 2;
        int streams = 100;
        double seconds = 10;
        double warmSeconds = 5;
        double rate = 0;
        List<Other> others = new java.util.ArrayList<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--trackers" -> trackers = value;
                case "--pids" -> {
                    String[] parts = value.split("[=,]");
                    pids.put(
                            parts[0],
                            Arrays.stream(parts).skip(1).map(Long::valueOf).toList());
                }
                case "--peers" -> peers = numbers(value);
                case "--holdings" -> holdings = numbers(value);
                case "--clients" -> clients = Integer.parseInt(value);
                case "--workers" -> workers = Integer.parseInt(value);
                case "--streams" -> streams = Integer.parseInt(value);
                case "--warm" -> warmSeconds = Double.parseDouble(value);
                case "--rate" -> rate = Double.parseDouble(value);
                case "--seconds" -> seconds = Double.parseDouble(value);
                case "--other" -> {
                    String[] parts = value.split(",");
                    others.add(new Other(parts[0], parts[1], Boolean.parseBoolean(parts[2]), Long.parseLong(parts[3])));
                }
                default -> throw new IllegalArgumentException("what is " + arguments[i] + "?");
            }
        }
        return new Plan(trackers, pids, peers, holdings, clients, workers, streams, seconds, warmSeconds, rate, others);
    }

    private static List<Integer> numbers(String text) {
        return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }
}
