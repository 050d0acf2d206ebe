package dev.fileswarm.tracker.peer;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import com.mongodb.client.model.Filters;
import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.PeerName;
import dev.fileswarm.tracker.store.Plain;
import dev.fileswarm.tracker.store.StoreIndexes;
import dev.fileswarm.tracker.store.Together;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Gives out bearer tokens, tells whose they are, and takes them back. */
@Component
class Tokens implements StoreIndexes {
    static final Duration LIFE = Duration.ofHours(24);

    /** How long an expired token still answers {@code token-expired} rather than {@code not-signed-in}. */
    static final Duration REMEMBERED = Duration.ofHours(24);

    /** Use prolongs a keyless name's token, and is written down at most this often. */
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(10);

    private static final int TOKEN_BYTES = 32;
    private static final int MAX_TOKEN_TEXT = 128;

    private final MongoOperations mongo;
    private final PeerStore peers;
    private final Clock clock;
    private final Together<String, Optional<TokenDocument>> lookups = new Together<>(1, 200, this::findAll);

    Tokens(MongoOperations mongo, PeerStore peers, Clock clock) {
        this.mongo = mongo;
        this.peers = peers;
        this.clock = clock;
    }

    record Token(String text, Instant expiresAt) {}

    @Override
    public List<On> indexes() {
        return List.of(
                StoreIndexes.on("tokens", new Index("peer", Sort.Direction.ASC)),
                StoreIndexes.on("tokens", new Index("expiresAt", Sort.Direction.ASC)),
                StoreIndexes.on("usedNonces", new Index("expiresAt", Sort.Direction.ASC)));
    }

    Token issue(PeerName name, boolean keyless) {
        String text = Text.of(Text.random(TOKEN_BYTES));
        Instant now = clock.instant();
        Instant expiresAt = now.plus(LIFE);
        mongo.insert(new TokenDocument(hash(text), name.key(), name.text(), keyless, now, expiresAt, null));
        return new Token(text, expiresAt);
    }

    /** Makes a token that somebody else chose an operator's; doing so again changes nothing. */
    void admitOperator(String text) {
        mongo.save(new TokenDocument(hash(text), null, null, false, clock.instant(), null, null));
    }

    /** Whose token this is; throws {@code not-signed-in} or {@code token-expired}. */
    Caller callerOf(String text) {
        TokenDocument token =
                find(text).filter(found -> found.endedAt() == null).orElseThrow(Tokens::notValid);
        if (token.ofOperator()) return Caller.OPERATOR;
        Instant now = clock.instant();
        if (!token.expiresAt().isAfter(now))
            throw new ProblemException(
                    ErrorCode.TOKEN_EXPIRED, "The token expired at " + token.expiresAt() + ". Sign in again.");
        if (token.keyless()) noteUse(token, now);
        return Caller.of(PeerName.of(token.name()));
    }

    static CallerSession sessionOf(String text) {
        return new CallerSession(hash(text));
    }

    /** Whether the session's token still is good; asking counts as using it. */
    boolean isValid(CallerSession session) {
        TokenDocument token = lookups.ask(session.id()).orElse(null);
        Instant now = clock.instant();
        if (token == null
                || token.endedAt() != null
                || token.ofOperator()
                || !token.expiresAt().isAfter(now)) return false;
        if (token.keyless()) noteUse(token, now);
        return true;
    }

    /** Whose token this was until it was ended; empty while it is valid, and for what never was a token. */
    Optional<PeerName> endedTokenOf(String text) {
        return find(text).filter(token -> token.endedAt() != null).map(token -> PeerName.of(token.name()));
    }

    void end(String text) {
        endWhere(where("_id").is(hash(text)));
    }

    void endAll(PeerName name) {
        endWhere(where("peer").is(name.key()));
    }

    private void endWhere(Criteria which) {
        Query valid = Query.query(which.and("endedAt").exists(false));
        mongo.updateMulti(valid, new Update().set("endedAt", clock.instant()), TokenDocument.class);
    }

    private Optional<TokenDocument> find(String text) {
        return text.length() > MAX_TOKEN_TEXT ? Optional.empty() : lookups.ask(hash(text));
    }

    private List<Optional<TokenDocument>> findAll(List<String> ids) {
        Map<String, TokenDocument> found =
                Plain.find(mongo, TokenDocument.class, Filters.in("_id", Set.copyOf(ids))).stream()
                        .collect(Collectors.toMap(TokenDocument::id, Function.identity()));
        return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    private static ProblemException notValid() {
        return new ProblemException(
                ErrorCode.NOT_SIGNED_IN, "The token is not valid (any more). Sign in, and send the new one.");
    }

    void forgetExpired(Instant now) {
        mongo.remove(Query.query(where("expiresAt").lt(now.minus(REMEMBERED))), TokenDocument.class);
        // A tracker whose clock is a little behind still takes a nonce that has expired here.
        mongo.remove(Query.query(where("expiresAt").lt(now.minus(Challenges.LIFE))), UsedNonceDocument.class);
    }

    private void noteUse(TokenDocument token, Instant now) {
        Instant expiresAt = now.plus(LIFE);
        if (expiresAt.isBefore(token.expiresAt().plus(USE_NOTED_EVERY))) return;
        mongo.updateFirst(
                Query.query(where("_id").is(token.id()).and("endedAt").exists(false)),
                new Update().set("expiresAt", expiresAt),
                TokenDocument.class);
        peers.seen(PeerName.of(token.name()), now);
    }

    private static String hash(String text) {
        try {
            return Text.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
