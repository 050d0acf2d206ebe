package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.time.Timers;
import dev.fileswarm.agent.tracker.BroadcastAnswer;
import dev.fileswarm.agent.tracker.EventFeed;
import dev.fileswarm.agent.tracker.PeerInfo;
import dev.fileswarm.agent.tracker.PeopleClient;
import dev.fileswarm.agent.tracker.Presence;
import dev.fileswarm.agent.tracker.PresenceListener;
import dev.fileswarm.agent.tracker.ProblemCode;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.transfer.PeerPool;
import dev.fileswarm.agent.transfer.PoolListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What this agent does between people: puts the parts together and answers for them. */
final class People implements PeopleService, AutoCloseable {
    /** How long who asks for a private link has for opening it, before that is told by itself. */
    private static final Duration FOR_A_LINK = Duration.ofSeconds(2);

    private final PeerName self;
    private final TrackerClient client;
    private final PeopleClient tracker;
    private final Notices notices;
    private final BlockList blocks;
    private final LiveTable liveTable;
    private final TableKeeper table;
    private final PrivateTalks talks;
    private final InboxKeeper inbox;
    private final TrackerEvents events;
    private volatile EventFeed feed;

    People(AgentSettings settings, TrackerClient client, Catalogue catalogue, AgentLog told) {
        Clock clock = Clock.system();
        this.self = settings.name();
        this.client = client;
        this.tracker = client.people();
        this.notices = new Notices(catalogue, clock);
        told.keepIn(notices);
        this.blocks = new BlockList(catalogue, tracker, self, clock);
        TableFile file = new TableFile(settings.home().resolve(TableFile.FILE_NAME));
        this.liveTable = new LiveTable(self);
        this.table = new TableKeeper(client, liveTable, file, told::tell, clock);
        this.talks = new PrivateTalks(self, tracker, liveTable, blocks, told);
        this.inbox = new InboxKeeper(tracker, catalogue, notices, told, blocks);
        this.events = new TrackerEvents(table, inbox, blocks, told);
    }

    /** Decides who is served here. */
    BlockList blockList() {
        return blocks;
    }

    /** What links tell. */
    PoolListener links() {
        return talks;
    }

    /** What heartbeats tell. */
    PresenceListener heartbeats() {
        return events;
    }

    /**
     * Begins to work on these links. The presence starts after this.
     *
     * @return what is to be closed before the links are
     */
    AutoCloseable start(PeerPool pool, Timers timers) {
        talks.connect(pool);
        events.introduceTo(asker -> {
            talks.askedBy(asker);
            timers.after(FOR_A_LINK, () -> talks.tellIfNotLinked(asker));
        });
        blocks.onChange(pool::blocksChanged);
        client.tellRetriesTo(events);
        table.start();
        inbox.start();
        feed = EventFeed.start(client, events);
        events.openFeedBy(feed::wake);
        return talks::close;
    }

    /** Asks the presence to look when the events end. */
    void watch(Presence presence) {
        events.checkPresenceBy(presence::check);
    }

    @Override
    public void close() {
        if (feed != null) {
            feed.close();
            inbox.close();
            table.close();
        }
        notices.close();
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
        inbox.wake();
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

    @Override
    public void startPrivate(String name) throws AgentException, InterruptedException {
        talks.start(name(name));
    }

    @Override
    public void sayPrivate(String name, String text) throws AgentException, InterruptedException {
        PeerName peer = name(name);
        requireText(text);
        talks.say(peer, text);
    }

    @Override
    public void stopPrivate(String name) throws AgentException, InterruptedException {
        talks.stop(name(name));
    }

    @Override
    public List<PrivateTalk> privateTalks() {
        return talks.list().stream()
                .map(link -> new PrivateTalk(link.peer().value(), link.since(), link.byThem()))
                .toList();
    }

    /** Who offered the content, as the tracker last told; of use while it is away. */
    List<PeerInfo> owners(ContentId content) {
        return liveTable.owners(content);
    }

    @Override
    public FileTable table() {
        return table.table();
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
