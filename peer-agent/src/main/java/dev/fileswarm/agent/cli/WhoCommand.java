package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.Page;
import dev.fileswarm.agent.tracker.PeerEndpoint;
import dev.fileswarm.agent.tracker.PeerInfo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "who",
        description = "Shows who is online, or who was within a time, or one peer, online or not.",
        footer = {"", "Examples:", "  fileswarm who", "  fileswarm who --since 10m", "  fileswarm who bob --json"})
final class WhoCommand extends Command {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "One peer, also when it is offline.")
    String name;

    @Option(
            names = "--since",
            paramLabel = "D",
            description = "Those online within this time: seconds, or such as 90s, 10m, 2h, 3d.")
    String since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Show at most N peers (default: ${DEFAULT-VALUE}).")
    int limit;

    @Override
    ExitStatus run() throws IOException {
        if (limit < 1) throw CommandFailure.usage("--limit " + limit + " is less than 1", "give 1 or more");
        Duration within = since == null ? null : Times.parse("--since", since);
        return name == null ? showMany(within) : showOne(Names.parse(name), within);
    }

    private ExitStatus showMany(Duration within) throws IOException {
        Table table = table();
        Boolean online = within == null ? true : null;
        String after = null;
        do {
            String cursor = after;
            int wanted = Math.min(Page.MAX_LIMIT, limit - table.size());
            Page<PeerInfo> page = member().read(tracker -> tracker.peers(online, within, cursor, wanted));
            page.items().forEach(peer -> add(table, peer));
            after = page.next();
        } while (after != null && table.size() < limit);
        table.print(within == null ? "nobody is online" : "nobody was online within that time");
        if (after != null) output().note("there are more peers; --limit N shows more of them");
        output().result(Map.of("count", table.size(), "cut", after != null));
        return ExitStatus.OK;
    }

    private ExitStatus showOne(PeerName peer, Duration within) throws IOException {
        PeerInfo info = member().read(tracker -> tracker.peer(peer));
        Table table = table();
        boolean isInTime = within == null
                || info.online()
                || (info.lastSeenAt() != null
                        && info.lastSeenAt().isAfter(Instant.now().minus(within)));
        if (isInTime) add(table, info);
        table.print(info.name() + " was not online within that time");
        output().result(Map.of("count", table.size()));
        return ExitStatus.OK;
    }

    private Table table() {
        return new Table(output(), "peer", "NAME", "STATE", "LAST SEEN", "ADDRESS", "PORT");
    }

    private void add(Table table, PeerInfo peer) {
        PeerEndpoint endpoint =
                peer.addresses().isEmpty() ? null : peer.addresses().getFirst();
        Optional<PeerName> self = member().name();
        boolean isSelf = self.isPresent() && self.get().equals(peer.name());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", peer.name());
        fields.put("online", peer.online());
        fields.put("self", isSelf);
        fields.put("lastSeenAt", peer.lastSeenAt());
        fields.put("registeredAt", peer.registeredAt());
        fields.put("address", endpoint == null ? null : endpoint.host());
        fields.put("tcpPort", endpoint == null || endpoint.tcpPort() == 0 ? null : endpoint.tcpPort());
        fields.put("udpPort", endpoint == null || endpoint.udpPort() == 0 ? null : endpoint.udpPort());
        fields.put("hasKey", peer.key() != null);
        table.add(
                fields,
                peer.name() + (isSelf ? " (you)" : ""),
                peer.online() ? "online" : "offline",
                peer.lastSeenAt() == null
                        ? "-"
                        : peer.lastSeenAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                endpoint == null ? "-" : endpoint.host(),
                endpoint == null || endpoint.tcpPort() == 0 ? "-" : Integer.toString(endpoint.tcpPort()));
    }
}
