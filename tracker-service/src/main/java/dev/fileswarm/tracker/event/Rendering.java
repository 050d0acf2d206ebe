package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.peer.CallerSession;
import dev.fileswarm.tracker.shared.PeerName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one batch means to each reader. Most readers get the same, which is made once; those whom something in it is for,
 * or hidden from, get their own.
 */
final class Rendering {
    private final List<Part> parts = new ArrayList<>();
    private final Set<PeerName> special = new HashSet<>();
    private final Map<Set<Topic>, List<Outgoing>> common = new HashMap<>();

    /** One event; readers differ in what they get of it. */
    private sealed interface Part {
        /** To everybody but those it is hidden from; {@code topic} is null where it does not matter. */
        record Public(Topic topic, String text, Set<PeerName> hiddenFrom) implements Part {}

        /** To those named, each with a text of its own. */
        record Private(Topic topic, Map<PeerName, String> texts) implements Part {}

        record Mail(Outgoing.Mail mail, Set<PeerName> receivers) implements Part {}

        /** @param session null for all of the name's */
        record SignedOut(PeerName name, String session) implements Part {}
    }

    void toAll(Topic topic, String text, Set<PeerName> hiddenFrom) {
        parts.add(new Part.Public(topic, text, hiddenFrom));
        special.addAll(hiddenFrom);
    }

    void toEach(Topic topic, Map<PeerName, String> texts) {
        parts.add(new Part.Private(topic, texts));
        special.addAll(texts.keySet());
    }

    void mail(Outgoing.Mail mail, Set<PeerName> receivers) {
        parts.add(new Part.Mail(mail, receivers));
        special.addAll(receivers);
    }

    void signedOut(PeerName name, String session) {
        parts.add(new Part.SignedOut(name, session));
        special.add(name);
    }

    /** In the order of the events. */
    List<Outgoing> forReader(PeerName reader, CallerSession session, Set<Topic> topics) {
        if (special.contains(reader)) return outgoing(reader, session, topics);
        return common.computeIfAbsent(topics, wanted -> outgoing(reader, session, wanted));
    }

    private List<Outgoing> outgoing(PeerName reader, CallerSession session, Set<Topic> topics) {
        List<Outgoing> outgoing = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Public all -> {
                    boolean wanted = all.topic() == null || topics.contains(all.topic());
                    if (wanted && !all.hiddenFrom().contains(reader)) text.append(all.text());
                }
                case Part.Private each -> {
                    if (topics.contains(each.topic())) text.append(each.texts().getOrDefault(reader, ""));
                }
                case Part.Mail some -> {
                    if (topics.contains(Topic.MESSAGES) && some.receivers().contains(reader)) {
                        flush(text, outgoing);
                        outgoing.add(some.mail());
                    }
                }
                case Part.SignedOut out -> {
                    boolean same = out.session() == null
                            || session != null && out.session().equals(session.id());
                    if (out.name().equals(reader) && same) {
                        flush(text, outgoing);
                        outgoing.add(new Outgoing.End(Goodbye.SIGNED_OUT));
                    }
                }
            }
        }
        flush(text, outgoing);
        return outgoing;
    }

    private static void flush(StringBuilder text, List<Outgoing> outgoing) {
        if (text.isEmpty()) return;
        outgoing.add(new Outgoing.Text(ServerSentEvents.bytes(text.toString())));
        text.setLength(0);
    }
}
