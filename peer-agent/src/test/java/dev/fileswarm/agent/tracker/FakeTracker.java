package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import tools.jackson.databind.json.JsonMapper;

/** A tracker in memory, over real sockets: enough of the REST interface for the agent's tests. Checks what it is sent. */
public final class FakeTracker extends Dispatcher implements AutoCloseable {
    public static final String TRACKER_ID = "test-cluster";

    private static final JsonMapper JSON = new JsonMapper();

    public final TestSigner cluster = TestSigner.fresh();
    /** How far its clock is ahead. */
    public volatile Duration clockAhead = Duration.ZERO;

    public final FakePeople people = new FakePeople(this::peer);
    private final MockWebServer server = new MockWebServer();
    private final Map<String, FakePeer> peers = new TreeMap<>();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Map<String, String> nonces = new LinkedHashMap<>();
    private final Set<String> banned = new HashSet<>();
    private final List<FakeOffer> offers = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private Function<RecordedRequest, MockResponse> interception = request -> null;
    private String joinSecret;
    private int counter;

    /** What is known of one peer. */
    public static final class FakePeer {
        public String name;
        public String key;
        public boolean online;
        public int tcpPort;
        public int udpPort;
        public String host = "127.0.0.1";
        public long epoch;
        public long sequence;
        public final Map<String, ChunkSet> holdings = new TreeMap<>();
        public final Map<String, Long> holdingEpochs = new TreeMap<>();
        public int fullAnnouncements;
        public Instant lastSeen = Instant.now();
    }

    private record FakeOffer(String name, String owner, String content, String sha1) {}

    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;
        private final String code;

        Refusal(int status, String code) {
            super(code + " it is");
            this.status = status;
            this.code = code;
        }
    }

    public static FakeTracker start() throws IOException {
        FakeTracker tracker = new FakeTracker();
        tracker.server.setDispatcher(tracker);
        tracker.server.start(java.net.InetAddress.getLoopbackAddress(), 0);
        return tracker;
    }

    public static FakeTracker start(int port) throws IOException {
        FakeTracker tracker = new FakeTracker();
        tracker.server.setDispatcher(tracker);
        tracker.server.start(java.net.InetAddress.getLoopbackAddress(), port);
        return tracker;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    public int port() {
        return server.getPort();
    }

    public synchronized FakeTracker closed(String secret) {
        joinSecret = secret;
        return this;
    }

    /** Answers instead of the tracker where it does not answer null. */
    public synchronized void intercept(Function<RecordedRequest, MockResponse> newInterception) {
        interception = newInterception;
    }

    /** Answers nothing but that it is not ready, and its streams are over; or is back. */
    public void away(boolean isAway) {
        intercept(request -> isAway ? problem(503, "store-unavailable", "not now") : null);
        if (isAway) people.breakStreams();
    }

    public synchronized FakePeer peer(String name) {
        return peers.get(name.toLowerCase(Locale.ROOT));
    }

    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    public synchronized void endTokens() {
        tokens.clear();
    }

    public synchronized void forgetPeers() {
        tokens.clear();
        peers.clear();
    }

    public synchronized void ban(String name) {
        banned.add(name);
        tokens.clear();
    }

    /** A peer that registered elsewhere. */
    public synchronized FakePeer addPeer(String name, PeerKey key, boolean online) {
        FakePeer peer = new FakePeer();
        peer.name = name;
        peer.key = key == null ? null : key.toString();
        peer.online = online;
        peer.tcpPort = 4_000 + peers.size();
        peers.put(name.toLowerCase(Locale.ROOT), peer);
        return peer;
    }

    public synchronized void addOffer(String file, String owner, ContentId content) {
        offers.add(new FakeOffer(file, owner, content.toString(), null));
        offers.sort(Comparator.comparing((FakeOffer offer) -> offer.name().toLowerCase(Locale.ROOT))
                .thenComparing(FakeOffer::owner)
                .thenComparing(FakeOffer::content));
    }

    public synchronized void addHolding(String name, ContentId content, ChunkSet chunks) {
        peer(name).holdings.put(content.toString(), chunks);
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        requests.add(request.getMethod() + " " + url.encodedPath());
        MockResponse instead = interception.apply(request);
        if (instead != null) return instead;
        try {
            if (url.encodedPath().endsWith("/events")) {
                return people.stream(
                        signedIn(request).name, request.getHeaders().get("Last-Event-ID"));
            }
            Object answer = answer(request, url.pathSegments().subList(2, url.pathSize()));
            if (answer == null) return new MockResponse.Builder().code(204).build();
            return json(200, "application/json", answer);
        } catch (Refusal refusal) {
            return problem(refusal.status, refusal.code, refusal.getMessage());
        } catch (RuntimeException e) {
            return problem(500, "internal", e.toString());
        }
    }

    public static MockResponse problem(int status, String code, String detail) {
        return json(status, "application/problem+json", Map.of("status", status, "code", code, "detail", detail));
    }

    public static MockResponse json(int status, String type, Object body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", type)
                .body(JSON.writeValueAsString(body))
                .build();
    }

    @Override
    public void close() {
        people.breakStreams();
        server.close();
    }

    private Object answer(RecordedRequest request, List<String> path) {
        Map<String, Object> body = body(request);
        String last = path.getLast();
        return switch (request.getMethod() + " " + path.getFirst()) {
            case "GET tracker" -> info();
            case "POST challenges" -> challenge(body);
            case "POST peers" -> last.equals("heartbeat") ? lease(signedIn(request)) : register(body);
            case "POST sessions" -> signIn(body);
            case "DELETE sessions" -> signOut(request);
            case "GET peers" -> path.size() == 1 ? peerPage(request) : view(known(last), isSignedIn(request));
            case "PATCH peers" -> update(own(request, last), body);
            case "DELETE peers" -> deregister(own(request, last));
            case "POST offers" -> offer(signedIn(request), body);
            case "GET offers" -> offerPage(request);
            case "DELETE offers" -> withdraw(signedIn(request), request.getUrl());
            case "GET contents" -> contents(request, path);
            case "POST announcements" -> announce(signedIn(request), body);
            case "GET messages" -> page(request.getUrl(), people.inbox(signedIn(request).name));
            case "POST messages" ->
                last.equals("acknowledgements")
                        ? people.acknowledge(signedIn(request).name, (List<?>) body.get("ids"))
                        : people.send(signedIn(request).name, body);
            case "POST broadcasts" -> people.broadcast(signedIn(request).name, body, online());
            case "GET blocks" ->
                page(
                        request.getUrl(),
                        people.blockedBy(signedIn(request).name).stream()
                                .map(people::block)
                                .toList());
            case "PUT blocks", "DELETE blocks" -> people.changeBlock(request.getMethod(), signedIn(request).name, last);
            case "POST introductions" -> {
                FakePeer caller = signedIn(request);
                FakePeer found = people.introduce(caller.name, view(caller, true), (String) body.get("to"));
                yield Map.of("peer", view(found, true));
            }
            default -> throw new Refusal(404, "not-found");
        };
    }

    private List<String> online() {
        return peers.values().stream()
                .filter(peer -> peer.online)
                .map(peer -> peer.name)
                .toList();
    }

    private Object info() {
        return Map.of(
                "trackerId",
                TRACKER_ID,
                "version",
                "test",
                "open",
                joinSecret == null,
                "serverTime",
                Instant.now().plus(clockAhead).toString(),
                "leaseSeconds",
                30,
                "clusterKey",
                cluster.key().toString(),
                "somethingNew",
                List.of(1));
    }

    private Object challenge(Map<String, Object> body) {
        String nonce = "nonce-" + ++counter;
        nonces.put(nonce, body.get("purpose") + " " + body.get("name"));
        return Map.of(
                "nonce", nonce,
                "trackerId", TRACKER_ID,
                "expiresAt", Instant.now().plusSeconds(60).toString());
    }

    private Object register(Map<String, Object> body) {
        String name = (String) body.get("name");
        if (joinSecret != null && !joinSecret.equals(body.get("joinSecret"))) {
            throw new Refusal(403, body.get("joinSecret") == null ? "join-secret-required" : "join-secret-wrong");
        }
        prove("register", body, (String) body.get("key"));
        FakePeer peer = peer(name);
        if (peer != null && !peer.key.equals(body.get("key"))) throw new Refusal(409, "name-taken");
        if (peer == null) peer = addPeer(name, PeerKey.parse((String) body.get("key")), true);
        return session(peer, body);
    }

    private Object signIn(Map<String, Object> body) {
        FakePeer peer = known((String) body.get("name"));
        prove("sign-in", body, peer.key);
        return session(peer, body);
    }

    private void prove(String purpose, Map<String, Object> body, String key) {
        String name = (String) body.get("name");
        if (banned.contains(name)) throw new Refusal(403, "banned");
        if (!(purpose + " " + name).equals(nonces.remove((String) body.get("nonce")))) {
            throw new Refusal(400, "challenge-used");
        }
        String lines = String.join(
                "\n",
                "fileswarm/1 " + purpose,
                TRACKER_ID,
                name.toLowerCase(Locale.ROOT),
                (String) body.get("nonce"),
                String.valueOf(body.get("tcpPort")),
                String.valueOf(body.get("udpPort")));
        byte[] signature = Base64.getUrlDecoder().decode((String) body.get("signature"));
        if (!PeerKey.parse(key).verifies(lines.getBytes(StandardCharsets.UTF_8), signature)) {
            throw new Refusal(403, "bad-signature");
        }
    }

    private Object session(FakePeer peer, Map<String, Object> body) {
        peer.online = true;
        peer.tcpPort = (Integer) body.get("tcpPort");
        peer.udpPort = (Integer) body.get("udpPort");
        String token = "token-" + ++counter;
        tokens.put(token, peer.name);
        Instant expires = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 3_600);
        return Map.of(
                "name", peer.name,
                "token", token,
                "tokenExpiresAt", expires.toString(),
                "credential", credential(peer, expires),
                "credentialExpiresAt", expires.toString(),
                "peer", view(peer, true));
    }

    private String credential(FakePeer peer, Instant expires) {
        byte[] payload = String.join(
                        "\n",
                        "fileswarm-credential/1",
                        TRACKER_ID,
                        peer.name,
                        peer.key,
                        Long.toString(expires.getEpochSecond()))
                .getBytes(StandardCharsets.UTF_8);
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(payload) + "." + base64.encodeToString(cluster.sign(payload));
    }

    private Object signOut(RecordedRequest request) {
        FakePeer peer = signedIn(request);
        peer.online = false;
        tokens.remove(token(request));
        return null;
    }

    private Object update(FakePeer peer, Map<String, Object> body) {
        if (body.get("host") instanceof String host) {
            if (host.startsWith("unreachable")) throw new Refusal(422, "host-not-verified");
            peer.host = host;
        }
        if (body.get("tcpPort") instanceof Integer port) peer.tcpPort = port;
        if (body.get("udpPort") instanceof Integer port) peer.udpPort = port;
        return view(peer, true);
    }

    private Object deregister(FakePeer peer) {
        peers.remove(peer.name.toLowerCase(Locale.ROOT));
        tokens.values().removeIf(peer.name::equals);
        offers.removeIf(offer -> offer.owner().equals(peer.name));
        return null;
    }

    private Object offer(FakePeer peer, Map<String, Object> body) {
        List<Object> results = new ArrayList<>();
        for (Map<?, ?> offered : maps(body.get("offers"))) {
            String name = (String) offered.get("name");
            String content = (String) offered.get("content");
            FakeOffer offer = new FakeOffer(name, peer.name, content, null);
            boolean isRepeat = offers.contains(offer);
            if (!isRepeat) addOffer(name, peer.name, ContentId.parse(content));
            results.add(Map.of("content", content, "name", name, "status", isRepeat ? "already-offered" : "offered"));
        }
        return Map.of("results", results);
    }

    private Object withdraw(FakePeer peer, HttpUrl url) {
        boolean removed = offers.removeIf(offer -> offer.owner().equals(peer.name)
                && offer.content().equals(url.queryParameter("content"))
                && (url.queryParameter("name") == null || offer.name().equals(url.queryParameter("name"))));
        if (!removed) throw new Refusal(404, "offer-not-found");
        return null;
    }

    private Object announce(FakePeer peer, Map<String, Object> body) {
        long epoch = ((Number) body.get("epoch")).longValue();
        long sequence = ((Number) body.get("sequence")).longValue();
        List<Map<?, ?>> announcements = maps(body.get("announcements"));
        if (announcements.size() > 1_000) throw new Refusal(413, "too-large");
        for (Map<?, ?> announcement : announcements) {
            String content = (String) announcement.get("content");
            int chunks = ContentId.parse(content).layout().chunkCount();
            if (announcement.get("gone") != null) peer.holdings.remove(content);
            else if (announcement.get("complete") != null) peer.holdings.put(content, ChunkSet.all(chunks));
            else {
                byte[] map = Base64.getUrlDecoder().decode((String) announcement.get("map"));
                peer.holdings.put(content, ChunkSet.fromMap(chunks, map));
            }
            peer.holdingEpochs.put(content, epoch);
        }
        if (Boolean.TRUE.equals(body.get("full"))) {
            peer.fullAnnouncements++;
            peer.holdings.keySet().removeIf(content -> peer.holdingEpochs.getOrDefault(content, 0L) < epoch);
        }
        if (epoch > peer.epoch || (epoch == peer.epoch && sequence > peer.sequence)) {
            peer.epoch = epoch;
            peer.sequence = sequence;
        }
        return lease(peer);
    }

    private Object lease(FakePeer peer) {
        peer.online = true;
        return Map.of(
                "leaseUntil",
                Instant.now().plusSeconds(30).toString(),
                "epoch",
                peer.epoch,
                "sequence",
                peer.sequence,
                "waitingMessages",
                people.waiting(peer.name),
                "tableVersion",
                counter);
    }

    private Object peerPage(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        String online = url.queryParameter("online");
        return page(
                url,
                peers.values().stream()
                        .filter(peer -> online == null || Boolean.parseBoolean(online) == peer.online)
                        .<Object>map(peer -> view(peer, isSignedIn(request)))
                        .toList());
    }

    private Map<String, Object> view(FakePeer peer, boolean withAddresses) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", peer.name);
        if (peer.key != null) view.put("key", peer.key);
        view.put("online", peer.online);
        view.put("registeredAt", "2026-01-01T00:00:00Z");
        view.put("lastSeenAt", peer.lastSeen.toString());
        if (withAddresses) view.put("addresses", addresses(peer));
        return view;
    }

    private static Object addresses(FakePeer peer) {
        return List.of(Map.of("host", peer.host, "tcpPort", peer.tcpPort, "udpPort", peer.udpPort));
    }

    private Object offerPage(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        if (joinSecret != null) signedIn(request);
        String words = url.queryParameter("q");
        if (words != null && words(words).isEmpty()) throw new Refusal(400, "validation-failed");
        List<Object> found = new ArrayList<>();
        for (FakeOffer offer : offers) {
            FakePeer owner = peer(offer.owner());
            if (!matches(offer.name(), url.queryParameter("q"))) continue;
            String name = url.queryParameter("name");
            if (name != null && !name.equals(offer.name())) continue;
            if ("true".equals(url.queryParameter("online")) && !owner.online) continue;
            String wanted = url.queryParameter("owner");
            if (wanted != null && !wanted.equalsIgnoreCase(offer.owner())) continue;
            ContentId content = ContentId.parse(offer.content());
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("name", offer.name());
            view.put("owner", offer.owner());
            view.put("content", offer.content());
            view.put("size", content.sizeBytes());
            view.put("chunks", content.layout().chunkCount());
            view.put("online", owner.online);
            view.put("offeredAt", "2026-01-01T00:00:00Z");
            if (isSignedIn(request)) view.put("addresses", addresses(owner));
            found.add(view);
        }
        return page(url, found);
    }

    private static boolean matches(String name, String words) {
        if (words == null) return true;
        List<String> have = words(name);
        return words(words).stream().allMatch(word -> have.stream().anyMatch(other -> other.startsWith(word)));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private Object contents(RecordedRequest request, List<String> path) {
        if (joinSecret != null) signedIn(request);
        HttpUrl url = request.getUrl();
        if (path.size() == 1) {
            String prefix = url.queryParameter("prefix");
            return page(
                    url,
                    offers.stream()
                            .map(FakeOffer::content)
                            .distinct()
                            .filter(content -> content.startsWith(prefix))
                            .<Object>map(this::content)
                            .toList());
        }
        String content = path.get(1);
        if (offers.stream().noneMatch(offer -> offer.content().equals(content))) {
            throw new Refusal(404, "content-not-found");
        }
        return path.size() == 2 ? content(content) : holders(request, content);
    }

    private Object content(String content) {
        List<String> names = offers.stream()
                .filter(offer -> offer.content().equals(content))
                .map(FakeOffer::name)
                .distinct()
                .toList();
        return Map.of("content", content, "names", names, "offers", 1, "holders", 1, "completeHolders", 1);
    }

    private Object holders(RecordedRequest request, String content) {
        int chunkCount = ContentId.parse(content).layout().chunkCount();
        String list = request.getUrl().queryParameter("chunks");
        int[] chunks = list == null
                ? new int[0]
                : Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();
        for (int chunk : chunks) if (chunk >= chunkCount) throw new Refusal(400, "no-such-chunk");
        List<Object> found = new ArrayList<>();
        for (FakePeer peer : peers.values()) {
            ChunkSet held = peer.holdings.get(content);
            if (held == null || !peer.online) continue;
            if (chunks.length > 0 && Arrays.stream(chunks).noneMatch(held::contains)) continue;
            Map<String, Object> holder = new LinkedHashMap<>();
            holder.put("name", peer.name);
            holder.put("key", peer.key);
            holder.put("complete", held.isComplete());
            holder.put("held", held.size());
            if (isSignedIn(request)) {
                holder.put("addresses", addresses(peer));
                holder.put("map", Base64.getUrlEncoder().withoutPadding().encodeToString(held.toMap()));
            }
            found.add(holder);
        }
        return Map.of("content", content, "chunks", chunkCount, "holders", found, "available", !found.isEmpty());
    }

    private static Object page(HttpUrl url, List<Object> all) {
        int from = url.queryParameter("after") == null ? 0 : Integer.parseInt(url.queryParameter("after"));
        int limit = url.queryParameter("limit") == null ? 100 : Integer.parseInt(url.queryParameter("limit"));
        int to = Math.min(all.size(), from + limit);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", all.subList(from, to));
        page.put("next", to < all.size() ? Integer.toString(to) : null);
        return page;
    }

    private FakePeer known(String name) {
        FakePeer peer = peer(name);
        if (peer == null) throw new Refusal(404, "unknown-peer");
        return peer;
    }

    private FakePeer own(RecordedRequest request, String name) {
        FakePeer caller = signedIn(request);
        if (!caller.name.equalsIgnoreCase(name)) throw new Refusal(403, "not-allowed");
        return caller;
    }

    private FakePeer signedIn(RecordedRequest request) {
        if (token(request) == null) throw new Refusal(401, "not-signed-in");
        if (!isSignedIn(request)) throw new Refusal(401, "token-expired");
        return known(tokens.get(token(request)));
    }

    private boolean isSignedIn(RecordedRequest request) {
        return tokens.containsKey(String.valueOf(token(request)));
    }

    private static String token(RecordedRequest request) {
        String header = request.getHeaders().get("Authorization");
        return header == null ? null : header.replaceFirst("Bearer ", "");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(RecordedRequest request) {
        if (request.getBody() == null || request.getBody().size() == 0) return Map.of();
        return JSON.readValue(request.getBody().toByteArray(), Map.class);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<?, ?>> maps(Object list) {
        return (List<Map<?, ?>>) list;
    }
}
