package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.Holder;
import dev.fileswarm.agent.tracker.Offer;
import dev.fileswarm.agent.tracker.OfferFilter;
import dev.fileswarm.agent.tracker.Page;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a content is called that is offered under several names. Anybody may offer anything under any name, also who has none
 * of it, so those count who are online and hold some of it; only where none of them says a name do others online count.
 */
final class CommonName {
    private final Member member;

    CommonName(Member member) {
        this.member = member;
    }

    /** How often a name is said. */
    private record Said(String name, boolean byWanted, long byHolders, long byOthers) {}

    /** Of equals the first one counts, which comes before the others in the alphabet. */
    private static final Comparator<Said> OFTEN =
            Comparator.comparing(Said::byWanted).thenComparing(Said::byHolders).thenComparing(Said::byOthers);

    /**
     * @param owner whose name for it comes first; null for nobody's
     * @return empty where nobody offers it
     */
    Optional<String> of(ContentId content, PeerName owner) throws IOException {
        List<String> names = member.read(tracker -> tracker.content(content)).names();
        if (names.size() < 2) return names.stream().findFirst();
        Set<PeerName> holders =
                member.read(tracker -> tracker.holders(content, List.of(), Holding.MAX_HOLDERS)).holders().stream()
                        .map(Holder::name)
                        .collect(Collectors.toSet());
        Said most = null;
        for (String name : names) {
            Said said = said(name, content, owner, holders);
            if (most == null || OFTEN.compare(said, most) > 0) most = said;
        }
        return Optional.of(most.name());
    }

    private Said said(String name, ContentId content, PeerName owner, Set<PeerName> holders) throws IOException {
        OfferFilter online = OfferFilter.named(name, null).onlyOnline();
        Page<Offer> page = member.read(tracker -> tracker.offers(online, null, Page.MAX_LIMIT));
        List<PeerName> owners = page.items().stream()
                .filter(offer -> offer.content().equals(content))
                .map(Offer::owner)
                .toList();
        long byHolders = owners.stream().filter(holders::contains).count();
        return new Said(name, owner != null && owners.contains(owner), byHolders, owners.size() - byHolders);
    }
}
