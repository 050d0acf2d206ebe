package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.tracker.TrackerAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which tracker to ask: {@code --tracker}, else FILESWARM_TRACKER, else the settings, else the one on this machine. */
final class Trackers {
    private Trackers() {}

    /** @param isNamed whether a person named them, here or earlier */
    record Choice(List<TrackerAddress> addresses, boolean isNamed, boolean isFromSettings) {}

    static Choice choose(Invocation invocation) {
        List<TrackerAddress> configured =
                parse("\"trackers\" in " + invocation.home().configFile(), configured(invocation));
        String option = invocation.options().tracker;
        if (option != null) return new Choice(withPins(split("--tracker", option), configured), true, false);
        String variable = invocation.surroundings().environment().getOrDefault("FILESWARM_TRACKER", "");
        if (!variable.isBlank()) {
            return new Choice(withPins(split("FILESWARM_TRACKER", variable), configured), true, false);
        }
        if (!configured.isEmpty()) return new Choice(configured, true, true);
        return new Choice(List.of(TrackerAddress.DEFAULT), false, false);
    }

    private static List<String> configured(Invocation invocation) {
        return invocation.config().texts("trackers");
    }

    private static List<TrackerAddress> split(String where, String text) {
        return parse(
                where,
                Arrays.stream(text.split(",")).filter(part -> !part.isBlank()).toList());
    }

    private static List<TrackerAddress> parse(String where, List<String> texts) {
        List<TrackerAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            try {
                addresses.add(TrackerAddress.parse(text));
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage(where + ": " + e.getMessage(), "--tracker http://127.0.0.1:8420");
            }
        }
        return addresses;
    }

    /** An address that was joined keeps its pinned certificate when it is named without one. */
    private static List<TrackerAddress> withPins(List<TrackerAddress> named, List<TrackerAddress> configured) {
        if (named.isEmpty()) {
            throw CommandFailure.usage("no tracker is named", "--tracker http://127.0.0.1:8420");
        }
        return named.stream()
                .map(address -> configured.stream()
                        .filter(known -> address.pin() == null && known.url().equals(address.url()))
                        .findFirst()
                        .orElse(address))
                .toList();
    }
}
