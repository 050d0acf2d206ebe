package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.FileRow;
import dev.fileswarm.agent.daemon.TableFile;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.SafeFileName;
import dev.fileswarm.agent.store.StoreException;
import dev.fileswarm.agent.tracker.Content;
import dev.fileswarm.agent.tracker.Offer;
import dev.fileswarm.agent.tracker.OfferFilter;
import dev.fileswarm.agent.tracker.Page;
import dev.fileswarm.agent.tracker.TrackerUnreachableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the content that a person means by a file's name, a content id, or the first digits of one. The tracker is asked; when
 * it is away, the table as last seen.
 */
final class ContentResolver {
    private static final int MAX_NAMED = 10;

    private final Invocation invocation;
    private final Member member;

    ContentResolver(Invocation invocation) {
        this.invocation = invocation;
        this.member = invocation.member();
    }

    /** @param name a file name that the content is offered under; null where only its whole id was given */
    record Found(ContentId content, String name) {}

    Found resolve(String text) throws IOException {
        return resolve(text, null);
    }

    /** @param owner whose offers alone count; null for everybody's */
    Found resolve(String text, PeerName owner) throws IOException {
        Optional<ContentId> whole = wholeId(text);
        if (whole.isPresent()) return new Found(whole.get(), null);
        Map<ContentId, String> candidates;
        try {
            candidates = byName(text, owner);
            if (ContentId.looksLikePrefix(lower(text))) candidates.putAll(byPrefix(lower(text)));
        } catch (TrackerUnreachableException e) {
            candidates = fromCache(text, owner);
            if (candidates.isEmpty()) throw e;
            invocation.output().note("the tracker is away; taken from the table as last seen");
        }
        return only(text, owner, candidates);
    }

    /**
     * What a content is called that was not asked for by name; a name as last seen while the tracker is away.
     *
     * @param owner whose name for it comes first; null for nobody's
     */
    String nameOf(Found found, PeerName owner) throws IOException {
        try {
            Optional<String> common = new CommonName(member).of(found.content(), owner);
            if (common.isPresent()) return common.get();
        } catch (TrackerUnreachableException e) {
            if (found.name() == null) throw e;
        }
        return found.name() == null ? found.content().shortForm() : found.name();
    }

    private static Optional<ContentId> wholeId(String text) {
        if (!lower(text).matches("[0-9a-f]{64}-[0-9].*")) return Optional.empty();
        try {
            return Optional.of(ContentId.parse(lower(text)));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitStatus.USAGE, "bad-content-id", e.getMessage(), null, "copy the whole id");
        }
    }

    private Map<ContentId, String> byName(String name, PeerName owner) throws IOException {
        Map<ContentId, String> found = new LinkedHashMap<>();
        if (!canBeName(name)) return found;
        OfferFilter filter = OfferFilter.named(name, owner);
        String after = null;
        do {
            String cursor = after;
            Page<Offer> page = member.read(tracker -> tracker.offers(filter, cursor, Page.MAX_LIMIT));
            page.items().forEach(offer -> found.put(offer.content(), name));
            after = page.next();
        } while (after != null && found.size() <= MAX_NAMED);
        return found;
    }

    private static boolean canBeName(String text) {
        try {
            SafeFileName.chosen(text);
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    private Map<ContentId, String> byPrefix(String prefix) throws IOException {
        Map<ContentId, String> found = new LinkedHashMap<>();
        Page<Content> page = member.read(tracker -> tracker.contents(prefix, null, MAX_NAMED + 1));
        for (Content content : page.items()) {
            found.put(
                    content.content(),
                    content.names().isEmpty() ? null : content.names().getFirst());
        }
        return found;
    }

    private Map<ContentId, String> fromCache(String text, PeerName owner) throws IOException {
        Map<ContentId, String> found = new LinkedHashMap<>();
        boolean isPrefix = ContentId.looksLikePrefix(lower(text));
        new TableFile(invocation.home().tableFile()).read().ifPresent(seen -> {
            for (FileRow row : seen.rows()) {
                if (owner != null && !owner.value().equalsIgnoreCase(row.owner())) continue;
                boolean isMeant =
                        row.name().equals(text) || (isPrefix && row.content().startsWith(lower(text)));
                if (isMeant) found.put(row.contentId(), row.name());
            }
        });
        return found;
    }

    private static Found only(String text, PeerName owner, Map<ContentId, String> candidates) {
        if (candidates.isEmpty()) {
            throw CommandFailure.notFound(
                    "file-not-found",
                    owner == null ? "nobody offers \"" + text + "\"" : owner + " does not offer \"" + text + "\"",
                    "fileswarm search finds files by the beginnings of words");
        }
        if (candidates.size() > 1) throw ambiguous(text, candidates);
        Map.Entry<ContentId, String> one = candidates.entrySet().iterator().next();
        return new Found(one.getKey(), one.getValue());
    }

    private static CommandFailure ambiguous(String text, Map<ContentId, String> candidates) {
        List<String> lines = new ArrayList<>();
        candidates.forEach((content, name) -> {
            if (lines.size() < MAX_NAMED) {
                lines.add(content + "  " + Sizes.of(content.sizeBytes()) + (name == null ? "" : "  " + name));
            }
        });
        if (candidates.size() > MAX_NAMED) lines.add("...");
        return CommandFailure.failed(
                "ambiguous",
                "\"" + text + "\" can mean " + candidates.size() + " contents:\n    " + String.join("\n    ", lines),
                null,
                "give the id, or more of its digits");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
