package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JavaType;

/**
 * The tracker's REST interface, one method an operation. A call that gets no answer is made again, which is safe: every
 * operation may arrive twice.
 *
 * <p>Thread-safe. Calls wait for the network; whoever must not wait calls from a thread of their own.
 */
public final class TrackerClient implements AutoCloseable {
    /** Most entries in one request. */
    public static final int MAX_ENTRIES = 1_000;

    private static final JavaType INFO = Json.type(TrackerInfo.class);
    private static final JavaType CHALLENGE = Json.type(Challenge.class);
    private static final JavaType SESSION = Json.type(Session.class);
    private static final JavaType LEASE = Json.type(Lease.class);
    private static final JavaType PEER = Json.type(PeerInfo.class);
    private static final JavaType PEERS = Json.type(Page.class, PeerInfo.class);
    private static final JavaType BANS = Json.type(Page.class, Ban.class);
    private static final JavaType OFFERS = Json.type(Page.class, Offer.class);
    private static final JavaType CONTENT = Json.type(Content.class);
    private static final JavaType CONTENTS = Json.type(Page.class, Content.class);
    private static final JavaType HOLDERS = Json.type(HoldersBody.class);
    private static final JavaType OFFERED = Json.type(OfferResults.class);

    private final TrackerHttp http;
    private final PeopleClient people = new PeopleClient(this);
    private final EventCalls events;
    private volatile String token;

    public TrackerClient(List<TrackerAddress> addresses, CallPolicy policy, RetryListener listener) {
        this.http = new TrackerHttp(addresses, policy, listener);
        this.events = new EventCalls(http, this);
    }

    private record OfferResults(List<OfferResult> results) {}

    /** Where the tracker is, for people; of several addresses the one that answered last. */
    public String url() {
        return http.url();
    }

    /** From now on, calls are made in the name of whoever has this token; null for nobody. */
    public void useToken(String newToken) {
        this.token = newToken;
    }

    String token() {
        return token;
    }

    /** Who hears of tries that failed, from now on. */
    public void tellRetriesTo(RetryListener listener) {
        http.tellRetriesTo(listener);
    }

    EventCalls events() {
        return events;
    }

    /** What is about people: messages, blocks, introductions. */
    public PeopleClient people() {
        return people;
    }

    /** What the tracker says about itself; never needs a token. */
    public TrackerInfo info() throws TrackerException {
        return get(new Query("/tracker"), INFO);
    }

    Challenge challenge(Purpose purpose, PeerName name) throws TrackerException {
        return post("/challenges", Map.of("purpose", purpose.text(), "name", name.value()), CHALLENGE);
    }

    Session register(RegisterBody body) throws TrackerException {
        return post("/peers", body, SESSION);
    }

    Session signIn(SignInBody body) throws TrackerException {
        return post("/sessions", body, SESSION);
    }

    /** Ends the lease and the token in use. Repeating it does no harm. */
    public void signOut() throws TrackerException {
        try {
            send("DELETE", new Query("/sessions/current"), null);
        } catch (TrackerProblemException e) {
            if (!e.isTokenEnded()) throw e; // already signed out
        }
    }

    public PeerInfo peer(PeerName name) throws TrackerException {
        return get(new Query("/peers/" + Query.segment(name)), PEER);
    }

    /**
     * Peers by name.
     *
     * @param online null for all
     * @param since seen within this time; null for whenever
     * @param after a page's {@code next}; null for the first page
     */
    public Page<PeerInfo> peers(Boolean online, Duration since, String after, int limit) throws TrackerException {
        Query query = new Query("/peers").with("online", online).with("since", since);
        return get(query.with("after", after).with("limit", limit), PEERS);
    }

    /** Changes where this peer can be reached; null leaves a value as it is. */
    public PeerInfo update(PeerName self, Integer tcpPort, Integer udpPort, String host) throws TrackerException {
        return Answers.read(send("PATCH", peerPath(self), new UpdateBody(tcpPort, udpPort, host)), PEER);
    }

    private record UpdateBody(Integer tcpPort, Integer udpPort, String host) {}

    /** Prolongs this peer's lease. */
    public Lease heartbeat(PeerName self) throws TrackerException {
        return post("/peers/" + Query.segment(self) + "/heartbeat", Map.of(), LEASE);
    }

    /** Gives a name up: this peer's own, or any for an operator. */
    public void deregister(PeerName name) throws TrackerException {
        delete(peerPath(name), ProblemCode.UNKNOWN_PEER);
    }

    /** For operators: shuts a name out. */
    public void ban(PeerName name) throws TrackerException {
        send("PUT", new Query("/bans/" + Query.segment(name)), null);
    }

    /** For operators: lets a name in again. */
    public void unban(PeerName name) throws TrackerException {
        send("DELETE", new Query("/bans/" + Query.segment(name)), null);
    }

    /** Who is banned, by name. */
    public Page<Ban> bans(String after, int limit) throws TrackerException {
        return get(new Query("/bans").with("after", after).with("limit", limit), BANS);
    }

    /** Offers up to {@link #MAX_ENTRIES} files, all of them or none. The results are in the same order. */
    public List<OfferResult> offer(List<NewOffer> offers) throws TrackerException {
        requireBounded(offers);
        OfferResults results = post("/offers", Map.of("offers", offers), OFFERED);
        return results.results() == null ? List.of() : results.results();
    }

    /** Offers by name of the file, owner and content. */
    public Page<Offer> offers(OfferFilter filter, String after, int limit) throws TrackerException {
        Query query = new Query("/offers")
                .with("q", filter.words())
                .with("name", filter.name())
                .with("owner", filter.owner())
                .with("minSize", filter.minSizeBytes())
                .with("maxSize", filter.maxSizeBytes())
                .with("online", filter.online());
        return get(query.with("after", after).with("limit", limit), OFFERS);
    }

    /** Takes an offer of this peer's back; all names of the content when {@code name} is null. */
    public void withdraw(ContentId content, String name) throws TrackerException {
        Query query = new Query("/offers").with("content", content).with("name", name);
        delete(query, ProblemCode.OFFER_NOT_FOUND);
    }

    /** Contents whose id starts with these digits. */
    public Page<Content> contents(String prefix, String after, int limit) throws TrackerException {
        Query query = new Query("/contents").with("prefix", prefix);
        return get(query.with("after", after).with("limit", limit), CONTENTS);
    }

    public Content content(ContentId content) throws TrackerException {
        return get(new Query("/contents/" + Query.segment(content)), CONTENT);
    }

    /** Peers online with one or more of these chunks; of any chunk when none are named. */
    public Holders holders(ContentId content, Collection<ChunkIndex> chunks, int limit) throws TrackerException {
        String list = chunks.isEmpty()
                ? null
                : chunks.stream().map(ChunkIndex::toString).collect(Collectors.joining(","));
        Query query = new Query("/contents/" + Query.segment(content) + "/holders");
        HoldersBody body = get(query.with("chunks", list).with("limit", limit), HOLDERS);
        return body.toHolders(content);
    }

    /** Tells what this peer holds of up to {@link #MAX_ENTRIES} contents; a heartbeat too. */
    public Lease announce(long epoch, long sequence, List<Announcement> announcements, boolean full)
            throws TrackerException {
        requireBounded(announcements);
        return post("/announcements", new AnnounceBody(epoch, sequence, announcements, full ? true : null), LEASE);
    }

    private record AnnounceBody(long epoch, long sequence, List<Announcement> announcements, Boolean full) {}

    /** Ends calls under way, and the connections. */
    @Override
    public void close() {
        http.close();
    }

    <T> T get(Query query, JavaType type) throws TrackerException {
        return Answers.read(send("GET", query, null), type);
    }

    <T> T post(String path, Object body, JavaType type) throws TrackerException {
        return Answers.read(send("POST", new Query(path), body), type);
    }

    <T> T put(String path, JavaType type) throws TrackerException {
        return Answers.read(send("PUT", new Query(path), null), type);
    }

    /** Deletes; when the request had to be sent again, it is no fault that the thing is gone already. */
    void delete(Query query, String goneCode) throws TrackerException {
        TrackerHttp.Answer answer = http.send("DELETE", query.toString(), null, token);
        try {
            Answers.requireOk(answer);
        } catch (TrackerProblemException e) {
            if (!(answer.isRepeat() && e.is(goneCode))) throw e;
        }
    }

    TrackerHttp.Answer send(String method, Query query, Object body) throws TrackerException {
        byte[] json = body == null ? null : Json.write(body);
        return Answers.requireOk(http.send(method, query.toString(), json, token));
    }

    private static Query peerPath(PeerName name) {
        return new Query("/peers/" + Query.segment(name));
    }

    private static void requireBounded(List<?> entries) {
        if (entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    entries.size() + " entries in one request; at most " + MAX_ENTRIES + " are allowed");
        }
    }
}
