package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.PeerName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Registers a name and signs in, by answering the tracker's challenge with the peer's key. Thread-safe. */
public final class SignOn {
    /** A nonce works once, so an answer that got lost costs a nonce: then the whole is done again. */
    private static final int MAX_CHALLENGES = 3;

    private static final Set<String> ANOTHER_CHALLENGE_HELPS =
            Set.of(ProblemCode.CHALLENGE_USED, ProblemCode.CHALLENGE_EXPIRED, ProblemCode.CHALLENGE_INVALID);

    private final TrackerClient tracker;
    private final Signer signer;
    private final String knownTrackerId;

    /**
     * @param knownTrackerId the cluster that this peer belongs to; null before it is known. A challenge of another one is not
     *     answered: it may have been fetched there to sign in under this peer's name
     */
    public SignOn(TrackerClient tracker, Signer signer, String knownTrackerId) {
        this.tracker = tracker;
        this.signer = signer;
        this.knownTrackerId = knownTrackerId;
    }

    /** Where this peer listens; 0 for not at all. */
    public record ListenPorts(int tcpPort, int udpPort) {
        public static final ListenPorts NONE = new ListenPorts(0, 0);
    }

    @FunctionalInterface
    private interface Answering {
        Session answer(Challenge challenge) throws TrackerException;
    }

    /**
     * Takes the name for this key, or signs in where it is this key's already.
     *
     * @param joinSecret null for an open tracker
     */
    public Session register(PeerName name, ListenPorts ports, String joinSecret) throws TrackerException {
        return answering(
                Purpose.REGISTER,
                name,
                challenge -> tracker.register(new RegisterBody(
                        name.value(),
                        signer.key().toString(),
                        challenge.nonce(),
                        signature(Purpose.REGISTER, name, challenge, ports),
                        ports.tcpPort(),
                        ports.udpPort(),
                        joinSecret)));
    }

    /** Signs in under a name that was registered with this key. */
    public Session signIn(PeerName name, ListenPorts ports) throws TrackerException {
        return answering(
                Purpose.SIGN_IN,
                name,
                challenge -> tracker.signIn(new SignInBody(
                        name.value(),
                        challenge.nonce(),
                        signature(Purpose.SIGN_IN, name, challenge, ports),
                        ports.tcpPort(),
                        ports.udpPort())));
    }

    private Session answering(Purpose purpose, PeerName name, Answering answering) throws TrackerException {
        for (int challenges = 1; ; challenges++) {
            try {
                return answering.answer(requireKnown(tracker.challenge(purpose, name)));
            } catch (TrackerProblemException e) {
                if (challenges == MAX_CHALLENGES || !ANOTHER_CHALLENGE_HELPS.contains(e.code())) throw e;
            }
        }
    }

    private Challenge requireKnown(Challenge challenge) throws TrackerUntrustedException {
        if (knownTrackerId == null || knownTrackerId.equals(challenge.trackerId())) return challenge;
        throw new TrackerUntrustedException(
                "the tracker says it is " + challenge.trackerId() + ", but this peer belongs to " + knownTrackerId,
                null);
    }

    private String signature(Purpose purpose, PeerName name, Challenge challenge, ListenPorts ports) {
        String message = String.join(
                "\n",
                "fileswarm/1 " + purpose.text(),
                challenge.trackerId(),
                name.lowerCase(),
                challenge.nonce(),
                Integer.toString(ports.tcpPort()),
                Integer.toString(ports.udpPort()));
        byte[] signature = signer.sign(message.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }
}
