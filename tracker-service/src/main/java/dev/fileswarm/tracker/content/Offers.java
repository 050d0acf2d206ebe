package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.limit.Limits;
import dev.fileswarm.tracker.limit.Quota;
import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.PeerInfo;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.peer.TableVersion;
import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Makes offers and withdraws them. */
@Component
class Offers {
    private final OfferStore offers;
    private final Contents contents;
    private final Peers peers;
    private final TableVersion table;
    private final Limits limits;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Offers(
            OfferStore offers,
            Contents contents,
            Peers peers,
            TableVersion table,
            Limits limits,
            ApplicationEventPublisher events,
            Clock clock) {
        this.offers = offers;
        this.contents = contents;
        this.peers = peers;
        this.table = table;
        this.limits = limits;
        this.events = events;
        this.clock = clock;
    }

    /** Offers what the owner does not offer yet; the result follows the order of the request. */
    List<OfferResult.Entry> offer(Caller caller, List<OfferRequest.File> files) {
        PeerInfo owner = peers.member(caller);
        Membership member = Membership.of(owner);
        Map<String, OfferDocument> wanted = new LinkedHashMap<>();
        List<String> order = new ArrayList<>();
        for (OfferRequest.File file : files) {
            OfferDocument offer = OfferDocument.of(member, file.content(), file.name(), file.sha1(), clock.instant());
            wanted.putIfAbsent(offer.id(), offer);
            order.add(offer.id());
        }
        Set<String> made = make(owner.name(), wanted);
        tellOffered(owner.name(), wanted, made);
        return order.stream()
                .map(id -> new OfferResult.Entry(
                        wanted.get(id).content(),
                        wanted.get(id).name(),
                        made.remove(id) ? OfferResult.Status.OFFERED : OfferResult.Status.ALREADY_OFFERED))
                .toList();
    }

    /** The ids of those that were not there before. */
    private Set<String> make(PeerName owner, Map<String, OfferDocument> wanted) {
        Map<String, OfferDocument> present = offers.findAll(wanted.keySet()).stream()
                .collect(Collectors.toMap(OfferDocument::id, Function.identity()));
        List<OfferDocument> missing = wanted.values().stream()
                .filter(offer -> !present.containsKey(offer.id()))
                .toList();
        Set<String> made = missing.stream().map(OfferDocument::id).collect(Collectors.toCollection(HashSet::new));
        limits.require(Quota.OFFERS_PER_PEER, missing.size(), () -> offers.countOf(owner));
        if (!missing.isEmpty()) made.removeAll(offers.insertMissing(missing));
        present.values().stream()
                .filter(offer -> !offer.member().equals(wanted.get(offer.id()).member()))
                .filter(offer -> offers.takeOver(wanted.get(offer.id())))
                .forEach(offer -> made.add(offer.id()));
        return made;
    }

    private void tellOffered(PeerName owner, Map<String, OfferDocument> wanted, Set<String> made) {
        List<OfferDocument> anew = made.stream().map(wanted::get).toList();
        contents.used(contentIds(wanted.values()), contentIds(anew));
        if (anew.isEmpty()) return;
        table.change();
        events.publishEvent(new OfferEvent.Offered(owner, files(anew)));
    }

    /** {@code name} may be null, for all names of the content. {@code owner} too, for the caller's own. */
    void withdraw(Caller caller, ContentId content, String name, PeerName owner) {
        PeerName whose = whose(caller, owner);
        List<OfferDocument> found = offers.find(whose, content, name);
        if (found.isEmpty() || offers.remove(found) == 0)
            throw new ProblemException(
                    ErrorCode.OFFER_NOT_FOUND,
                    "'%s' does not offer %s%s."
                            .formatted(whose, content, name == null ? "" : " under the name '" + name + "'"));
        tellWithdrawn(whose, found);
    }

    private static PeerName whose(Caller caller, PeerName owner) {
        if (caller.operator() && owner != null) return owner;
        if (caller.operator())
            throw new ProblemException(
                    ErrorCode.VALIDATION_FAILED, "Say whose offer it is: owner=NAME. An operator has none.");
        PeerName own = Peers.nameOf(caller);
        if (owner == null || own.equals(owner)) return own;
        throw new ProblemException(
                ErrorCode.NOT_ALLOWED,
                "You are signed in as '" + own + "': only '" + owner + "' and operators withdraw that offer.");
    }

    void tellWithdrawn(PeerName owner, List<OfferDocument> withdrawn) {
        contents.unused(contentIds(withdrawn));
        table.change();
        events.publishEvent(new OfferEvent.Withdrawn(owner, files(withdrawn)));
    }

    private static List<ContentId> contentIds(Collection<OfferDocument> offers) {
        return offers.stream().map(OfferDocument::contentId).distinct().toList();
    }

    private static List<OfferEvent.File> files(Collection<OfferDocument> offers) {
        return offers.stream()
                .map(offer -> new OfferEvent.File(offer.contentId(), offer.name()))
                .toList();
    }
}
