package dev.fileswarm.tracker.content;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.InsertManyOptions;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import dev.fileswarm.tracker.store.StoreIndexes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Reads and changes offers. */
@Repository
class OfferStore implements StoreIndexes {
    static final String OFFERS = "offers";

    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;

    OfferStore(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<On> indexes() {
        return List.of(
                StoreIndexes.on(OFFERS, new Index("owner", Sort.Direction.ASC).on("content", Sort.Direction.ASC)),
                StoreIndexes.on(OFFERS, new Index("content", Sort.Direction.ASC)),
                StoreIndexes.on(OFFERS, new Index("name", Sort.Direction.ASC).on("_id", Sort.Direction.ASC)),
                StoreIndexes.on(OFFERS, new Index("words", Sort.Direction.ASC)),
                StoreIndexes.on(OFFERS, new Index("member", Sort.Direction.ASC)));
    }

    List<OfferDocument> findAll(Collection<String> ids) {
        return mongo.find(Query.query(where("_id").in(ids)), OfferDocument.class);
    }

    /** Inserts those that are not there, and returns the ids of those that are. */
    Set<String> insertMissing(List<OfferDocument> offers) {
        List<Document> documents = offers.stream().map(this::toDocument).toList();
        try {
            mongo.getCollection(OFFERS).insertMany(documents, new InsertManyOptions().ordered(false));
            return Set.of();
        } catch (MongoBulkWriteException e) {
            Set<String> present = new HashSet<>();
            e.getWriteErrors().forEach(error -> {
                if (error.getCode() != DUPLICATE_KEY) throw e;
                present.add(documents.get(error.getIndex()).getString("_id"));
            });
            return present;
        }
    }

    private Document toDocument(OfferDocument offer) {
        Document document = new Document();
        mongo.getConverter().write(offer, document);
        return document;
    }

    /** Takes over what an ended membership of the same name left behind; true for exactly one of several callers. */
    boolean takeOver(OfferDocument offer) {
        Query left = Query.query(where("_id").is(offer.id()).and("member").lt(offer.member()));
        Update update = new Update().set("member", offer.member()).set("offeredAt", offer.offeredAt());
        if (offer.sha1() == null) update.unset("sha1");
        else update.set("sha1", offer.sha1());
        return mongo.updateFirst(left, update, OfferDocument.class).getMatchedCount() > 0;
    }

    /** In the order of their ids, behind {@code after}, which may be null. */
    List<OfferDocument> page(OfferFilter filter, String after, int count) {
        // What must be equal stands at the top, where every store finds its index by it.
        Query query = new Query();
        // Without a beginning, FerretDB sorts the whole collection for a page; where words or equal values choose, it
        // must
        // not be tempted to go by the ids.
        if (after != null || filter.choosesLittle())
            query.addCriteria(where("_id").gt(after == null ? "" : after));
        if (filter.name() != null) query.addCriteria(where("name").is(filter.name()));
        if (filter.owner() != null)
            query.addCriteria(where("owner").is(filter.owner().key()));
        List<Criteria> others = new ArrayList<>();
        if (filter.minSizeBytes() != null) others.add(where("sizeBytes").gte(filter.minSizeBytes()));
        if (filter.maxSizeBytes() != null) others.add(where("sizeBytes").lte(filter.maxSizeBytes()));
        // A word is letters and digits alone, so it means itself in a regular expression.
        filter.words().forEach(word -> others.add(where("words").regex("^" + word)));
        if (!others.isEmpty()) query.addCriteria(new Criteria().andOperator(others));
        return mongo.find(query.with(Sort.by("_id")).limit(count), OfferDocument.class);
    }

    long count(ContentId content) {
        return mongo.count(Query.query(where("content").is(content.text())), OfferDocument.class);
    }

    long countOf(PeerName owner) {
        return mongo.count(Query.query(where("owner").is(owner.key())), OfferDocument.class);
    }

    /** Some names of the content, each once, sorted. */
    List<String> names(ContentId content, int looked, int count) {
        Query query = Query.query(where("content").is(content.text()))
                .with(Sort.by("_id"))
                .limit(looked);
        return mongo.find(query, OfferDocument.class).stream()
                .map(OfferDocument::name)
                .distinct()
                .limit(count)
                .toList();
    }

    /** Those of the contents that somebody offers. */
    Set<String> offered(Collection<String> contents) {
        return new HashSet<>(mongo.findDistinct(
                Query.query(where("content").in(contents)), "content", OfferDocument.class, String.class));
    }

    /** {@code name} may be null: all of the owner's names for the content. */
    List<OfferDocument> find(PeerName owner, ContentId content, String name) {
        Criteria criteria = where("owner").is(owner.key()).and("content").is(content.text());
        if (name != null) criteria.and("name").is(name);
        return mongo.find(Query.query(criteria), OfferDocument.class);
    }

    List<OfferDocument> ofOwner(PeerName owner, int count) {
        return mongo.find(Query.query(where("owner").is(owner.key())).limit(count), OfferDocument.class);
    }

    List<String> members() {
        return mongo.findDistinct(new Query(), "member", OfferDocument.class, String.class);
    }

    List<OfferDocument> ofMember(String member, int count) {
        return mongo.find(Query.query(where("member").is(member)).limit(count), OfferDocument.class);
    }

    /** How many of them were still there. */
    long remove(Collection<OfferDocument> offers) {
        List<String> ids = offers.stream().map(OfferDocument::id).toList();
        return mongo.remove(Query.query(where("_id").in(ids)), OfferDocument.class)
                .getDeletedCount();
    }
}
