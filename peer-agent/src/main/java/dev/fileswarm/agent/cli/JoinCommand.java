package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.tracker.CallPolicy;
import dev.fileswarm.agent.tracker.JoinLink;
import dev.fileswarm.agent.tracker.TrackerAddress;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.tracker.TrackerInfo;
import dev.fileswarm.agent.tracker.TrackerUnreachableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "join",
        description = "Takes the link that a tracker printed: keeps its address, its certificate and the join secret.",
        footer = {
            "",
            "A second link of the same trackers adds an address, which is asked when the first does not answer.",
            "",
            "A command may follow; it runs once the tracker is joined. Where this home has no name yet, and none is given, it",
            "takes one made of the user's and the machine's.",
            "",
            "Examples:",
            "  fileswarm join 'https://192.168.1.5:8420#FINGERPRINT.SECRET'",
            "  fileswarm join http://192.168.1.5:8420          an open tracker",
            "  fileswarm join 'https://192.168.1.5:8420#FINGERPRINT.SECRET' --name alice offer big.iso"
        })
final class JoinCommand extends Command {
    @Parameters(index = "0", paramLabel = "LINK", description = "The whole link, in quotes.")
    String link;

    @Option(names = "--name", paramLabel = "NAME", description = "Take this name at once, as \"register NAME\" does.")
    String name;

    @Option(names = JoinThen.DEFAULT_NAME_OPTION, hidden = true)
    String defaultName;

    @Override
    ExitStatus run() throws IOException, AgentException {
        JoinLink parsed = parse();
        TrackerInfo info;
        try (TrackerClient tracker =
                new TrackerClient(List.of(parsed.address()), CallPolicy.QUICK, invocation()::tellRetry)) {
            info = tracker.info();
        } catch (TrackerUnreachableException e) {
            throw unreachable(parsed, e);
        }
        requireSecret(parsed, info);
        boolean isSameCluster =
                info.trackerId().equals(config().text("tracker-id").orElse(null));
        remember(parsed, info, isSameCluster);
        Map<String, Object> fields = tell(parsed, info, isSameCluster);
        fields.putAll(takeName(info));
        boolean isFollowed = defaultName != null; // the command that follows has the result
        output().event(isFollowed ? "joined" : "result", fields);
        return ExitStatus.OK;
    }

    /** @return what the result says of it */
    private Map<String, Object> takeName(TrackerInfo info) throws IOException, AgentException {
        boolean hasName = member().name().isPresent();
        String wanted = name != null || hasName ? name : defaultName;
        if (wanted != null) return new Registration(this).register(Names.parse(wanted), info);
        if (!hasName) output().note("take a name next: fileswarm register NAME");
        return Map.of();
    }

    private JoinLink parse() {
        try {
            return JoinLink.parse(link);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(
                    e.getMessage(), "copy the whole link, and put it in quotes: fileswarm join 'LINK'");
        }
    }

    /** Where the address was given in full there is no other tracker to speak of. */
    private static CommandFailure unreachable(JoinLink parsed, TrackerUnreachableException gone) {
        return CommandFailure.failed(
                "tracker-unreachable",
                "the tracker at " + parsed.address().url() + " cannot be reached",
                gone.attempts().getFirst().why(),
                gone.whatToCheck());
    }

    private static void requireSecret(JoinLink parsed, TrackerInfo info) {
        if (info.open() || parsed.secret() != null) return;
        throw CommandFailure.notAllowed(
                "join-secret-required",
                "the tracker at " + parsed.address().url() + " is closed, and the link has no secret",
                "a shell cuts the link at \"#\" when it is not in quotes",
                "copy the whole link, and put it in quotes: fileswarm join 'LINK'");
    }

    private void remember(JoinLink parsed, TrackerInfo info, boolean isSameCluster) throws IOException {
        List<String> addresses = new ArrayList<>(List.of(parsed.address().toString()));
        for (String known : isSameCluster ? config().texts("trackers") : List.<String>of()) {
            if (!TrackerAddress.parse(known).url().equals(parsed.address().url())) addresses.add(known);
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put("trackers", addresses);
        settings.put("tracker-id", info.trackerId());
        if (parsed.secret() != null) settings.put("join-secret", parsed.secret());
        config().set(settings);
    }

    private Map<String, Object> tell(JoinLink parsed, TrackerInfo info, boolean isSameCluster) {
        output().done((isSameCluster ? "one more address of the tracker: " : "joined the tracker at ")
                + parsed.address().url());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("tracker", parsed.address().url());
        fields.put("trackerId", info.trackerId());
        fields.put("trackers", config().texts("trackers"));
        fields.put("open", info.open());
        return fields;
    }
}
