package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.PeerInfo;
import dev.fileswarm.agent.transfer.KnownPeers;
import dev.fileswarm.agent.transport.PeerIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "fingerprint",
        description = "Shows the fingerprint of a peer's key, or of this home's own, for two people to compare.",
        footer = {
            "",
            "The key that was first seen under a name is kept. When the tracker names another one now, this says so and",
            "ends with exit status 6.",
            "",
            "Examples:",
            "  fileswarm fingerprint             what I read out",
            "  fileswarm fingerprint bob         what Bob should read out"
        })
final class FingerprintCommand extends Command {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "A peer; this home's own when left out.")
    String name;

    @Override
    ExitStatus run() throws IOException {
        if (name == null) return showOwn();
        PeerInfo peer = member().read(tracker -> tracker.peer(Names.parse(name)));
        if (peer.key() == null) {
            throw CommandFailure.notFound("no-key", peer.name() + " has no key", "only names with a key share files");
        }
        Optional<PeerKey> pinned = pinned(peer.name());
        if (pinned.isPresent() && !pinned.get().equals(peer.key())) throw changed(peer, pinned.get());
        show(peer.name().value(), peer.key(), pinned.isPresent());
        return ExitStatus.OK;
    }

    private ExitStatus showOwn() throws IOException {
        if (!Files.exists(home().keyFile())) {
            throw CommandFailure.notFound("no-key", "this home has no key yet", "fileswarm register NAME makes one");
        }
        PeerKey own = PeerIdentity.loadOrCreate(home().keyFile()).key();
        show(member().name().map(PeerName::value).orElse("(no name yet)"), own, true);
        return ExitStatus.OK;
    }

    private Optional<PeerKey> pinned(PeerName peer) throws IOException {
        Optional<String> trackerId = home().trackerId();
        if (trackerId.isEmpty()) return Optional.empty();
        return new KnownPeers(home().knownPeersFile()).keyOf(trackerId.get(), peer);
    }

    private void show(String who, PeerKey key, boolean known) {
        output().line(who + "  " + Fingerprint.of(key) + (known ? "" : "  (not met yet)"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", who);
        fields.put("fingerprint", Fingerprint.of(key));
        fields.put("key", key);
        fields.put("known", known);
        output().result(fields);
    }

    private CommandFailure changed(PeerInfo peer, PeerKey pinned) {
        return new CommandFailure(
                ExitStatus.INTEGRITY,
                "key-changed",
                "the key of " + peer.name() + " has changed: it was " + Fingerprint.of(pinned)
                        + ", and the tracker says " + Fingerprint.of(peer.key()),
                "the name was given up and taken by somebody else, or somebody is in between",
                "ask " + peer.name() + " for the fingerprint by another way; if it is right, take the line out of "
                        + home().knownPeersFile());
    }
}
