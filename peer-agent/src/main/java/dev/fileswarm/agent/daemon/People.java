package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.BroadcastAnswer;
import dev.fileswarm.agent.tracker.PeopleClient;
import dev.fileswarm.agent.tracker.ProblemCode;
import dev.fileswarm.agent.tracker.TrackerException;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** What this agent does between people. */
final class People implements PeopleService {
    private final PeerName self;
    private final PeopleClient tracker;
    private final Notices notices;
    private final BlockList blocks;

    People(PeerName self, PeopleClient tracker, Notices notices, BlockList blocks) {
        this.self = self;
        this.tracker = tracker;
        this.notices = notices;
        this.blocks = blocks;
    }

    @Override
    public List<NoticeEntry> unread() {
        return notices.unread();
    }

    @Override
    public void follow(NoticeListener listener) throws IOException, InterruptedException {
        notices.follow(listener);
        throw new IOException("the agent has ended");
    }

    @Override
    public void markRead(List<Long> numbers) {
        notices.markRead(numbers);
    }

    @Override
    public void message(String to, String text) throws AgentException {
        PeerName peer = name(to);
        if (peer.equals(self)) {
            throw new AgentException(
                    AgentException.Kind.USAGE, ProblemCode.YOURSELF, "that is yourself", "fileswarm who shows others");
        }
        requireText(text);
        String id = UUID.randomUUID().toString();
        ask(() -> {
            tracker.send(id, peer, text);
            return null;
        });
    }

    @Override
    public BroadcastReport broadcast(String text) throws AgentException {
        requireText(text);
        String id = UUID.randomUUID().toString();
        BroadcastAnswer answer = ask(() -> tracker.broadcast(id, text));
        return new BroadcastReport(answer.recipients(), answer.withheld());
    }

    @Override
    public Blocked block(String name) throws AgentException {
        return blocks.block(name(name));
    }

    @Override
    public void unblock(String name) throws AgentException {
        blocks.unblock(name(name));
    }

    @Override
    public List<Blocked> blocks() {
        return blocks.list();
    }

    private interface Question<T> {
        T ask() throws TrackerException;
    }

    private static <T> T ask(Question<T> question) throws AgentException {
        try {
            return question.ask();
        } catch (TrackerException e) {
            throw TrackerProblems.of(e);
        }
    }

    static PeerName name(String text) throws AgentException {
        try {
            return new PeerName(text);
        } catch (IllegalArgumentException e) {
            throw new AgentException(
                    AgentException.Kind.USAGE,
                    ProblemCode.NAME_INVALID,
                    "\"" + text + "\" is no name of a peer: " + e.getMessage(),
                    "fileswarm who shows who is here");
        }
    }

    /** The tracker's own bounds, told without asking it. */
    static void requireText(String text) throws AgentException {
        if (text.isBlank()) {
            throw new AgentException(
                    AgentException.Kind.USAGE,
                    ProblemCode.EMPTY_MESSAGE,
                    "there is no text to send",
                    "give some words");
        }
        int length = text.codePointCount(0, text.length());
        if (length > PeopleClient.MAX_TEXT_LENGTH) {
            throw new AgentException(
                    AgentException.Kind.USAGE,
                    ProblemCode.MESSAGE_TOO_LONG,
                    "the text has " + length + " characters; at most " + PeopleClient.MAX_TEXT_LENGTH + " are allowed",
                    "send it in parts, or offer it as a file");
        }
    }
}
