package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.tracker.TrackerAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

@CommandLine.Command(
        name = "paths",
        description = "Shows where everything is kept, and which tracker is used.",
        footer = {"", "Examples:", "  fileswarm paths", "  fileswarm --as bob paths --json"})
final class PathsCommand extends Command {
    @Override
    ExitStatus run() {
        Map<String, Object> paths = new LinkedHashMap<>();
        paths.put("home", home().folder());
        paths.put("key", home().keyFile());
        paths.put("config", home().configFile());
        paths.put("session", home().sessionFile());
        paths.put("knownPeers", home().knownPeersFile());
        paths.put("table", home().tableFile());
        paths.put("store", home().storeFolder());
        paths.put("log", home().logFolder());
        config().sharedFolder().ifPresent(folder -> paths.put("sharedFolder", folder));
        List<String> trackers = invocation().trackers().addresses().stream()
                .map(TrackerAddress::url)
                .toList();
        paths.forEach((name, value) -> output().line(String.format("%-13s %s", name, value)));
        output().line(String.format("%-13s %s", "tracker", String.join(", ", trackers)));
        paths.put("trackers", trackers);
        output().result(paths);
        return ExitStatus.OK;
    }
}
