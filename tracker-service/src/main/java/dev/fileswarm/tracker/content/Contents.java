package dev.fileswarm.tracker.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fileswarm.tracker.peer.Sight;
import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.Cursor;
import dev.fileswarm.tracker.shared.Page;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/**
 * The contents in use: those that somebody offers or holds.
 *
 * <p>Offers and holdings are the truth; the list of contents follows them. An offer or holding is stored first and then
 * {@link #used} is told; one that is removed is removed first and then {@link #unused} is told. Whatever order several of
 * them come in, no content in use goes missing from the list: see {@link ContentDocument}.
 */
@Service
public class Contents {
    private static final int MAX_NAMES = 20;
    private static final int NAMES_LOOKED_AT = 200;
    private static final int AT_A_TIME = 500;

    /** What a crash left unlisted is listed by the first announcement that comes after this time. */
    private static final Duration LOOKED_AT_EVERY = Duration.ofMinutes(1);

    private static final int MAX_LISTED = 200_000;

    private final ContentStore contents;
    private final OfferStore offers;
    private final ObjectProvider<HolderCounts> holders;

    /** Seen to be listed a moment ago, so that announcing the same again and again need not look. */
    private final Cache<String, Boolean> listed = Caffeine.newBuilder()
            .maximumSize(MAX_LISTED)
            .expireAfterWrite(LOOKED_AT_EVERY)
            .build();

    Contents(ContentStore contents, OfferStore offers, ObjectProvider<HolderCounts> holders) {
        this.contents = contents;
        this.offers = offers;
        this.holders = holders;
    }

    /**
     * @param all contents that are in use, by what was stored before
     * @param anew those among them for which something was stored that was not there before
     */
    public void used(Collection<ContentId> all, Collection<ContentId> anew) {
        if (all.isEmpty()) return;
        Set<String> unsure = new HashSet<>(texts(all));
        unsure.removeAll(listed.getAllPresent(unsure).keySet());
        Set<String> touched = unsure.isEmpty() ? new HashSet<>() : contents.missing(unsure);
        touched.addAll(texts(anew));
        contents.touch(touched);
        unsure.forEach(id -> listed.put(id, true));
    }

    /** Something of these was removed; those that nobody offers or holds any more go. */
    public void unused(Collection<ContentId> maybe) {
        List<String> ids = texts(maybe);
        listed.invalidateAll(ids);
        for (int from = 0; from < ids.size(); from += AT_A_TIME)
            removeUnused(contents.findAll(ids.subList(from, Math.min(ids.size(), from + AT_A_TIME))));
    }

    /** Finds what a crash left between the removal of a last offer and that of its content. */
    void sweep() {
        List<ContentDocument> some = contents.page("", null, AT_A_TIME);
        while (!some.isEmpty()) {
            removeUnused(some);
            some = contents.page("", some.getLast().id(), AT_A_TIME);
        }
    }

    public boolean exists(ContentId id) {
        return !offers.offered(List.of(id.text())).isEmpty()
                || !held(List.of(id.text())).isEmpty();
    }

    public static ProblemException notFound(ContentId id) {
        return new ProblemException(
                ErrorCode.CONTENT_NOT_FOUND,
                "Nobody here offers or holds " + id + ". Check the id, or wait until its owner offers it.");
    }

    ContentView get(ContentId id, Sight reader) {
        if (!exists(id)) throw notFound(id);
        return describe(List.of(id), reader).getFirst();
    }

    /** Those whose ids begin with {@code prefix}, which may be empty; {@code after} may be null. */
    Page<ContentView> list(String prefix, String after, int limit, Sight reader) {
        Page<ContentDocument> page =
                Page.cut(contents.page(prefix, after, limit + 1), limit, content -> Cursor.of(content.id()));
        List<ContentView> described =
                describe(page.items().stream().map(ContentDocument::contentId).toList(), reader);
        // Between an offer's end and that of its content there is nothing to show.
        return new Page<>(
                described.stream()
                        .filter(content -> content.offers() > 0
                                || !held(List.of(content.content())).isEmpty())
                        .toList(),
                page.next());
    }

    private List<ContentView> describe(List<ContentId> ids, Sight reader) {
        HolderCounts counts = holders.getIfAvailable();
        Map<ContentId, HolderCounts.Count> online = counts == null ? Map.of() : counts.online(ids, reader);
        return ids.stream()
                .map(id -> ContentView.of(
                        id,
                        offers.names(id, NAMES_LOOKED_AT, MAX_NAMES),
                        offers.count(id),
                        online.getOrDefault(id, HolderCounts.Count.NONE)))
                .toList();
    }

    private void removeUnused(List<ContentDocument> read) {
        List<String> ids = read.stream().map(ContentDocument::id).toList();
        if (ids.isEmpty()) return;
        Set<String> offered = offers.offered(ids);
        Set<String> held = held(ids);
        contents.removeUntouched(read.stream()
                .filter(content -> !offered.contains(content.id()) && !held.contains(content.id()))
                .toList());
    }

    private Set<String> held(Collection<String> ids) {
        HolderCounts counts = holders.getIfAvailable();
        return counts == null ? Set.of() : counts.held(ids);
    }

    private static List<String> texts(Collection<ContentId> ids) {
        return ids.stream().map(ContentId::text).distinct().toList();
    }
}
