package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.FileRow;
import dev.fileswarm.agent.tracker.Offer;
import dev.fileswarm.agent.tracker.OfferFilter;
import dev.fileswarm.agent.tracker.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the tracker's offers page by page, up to a limit. */
final class OfferPages {
    private OfferPages() {}

    /** @param isCut whether there are more than were asked for */
    record Found(List<FileRow> rows, boolean isCut) {}

    static Found read(Member member, OfferFilter filter, int limit) throws IOException {
        List<FileRow> rows = new ArrayList<>();
        String after = null;
        do {
            String cursor = after;
            int wanted = Math.min(Page.MAX_LIMIT, limit - rows.size());
            Page<Offer> page = member.read(tracker -> tracker.offers(filter, cursor, wanted));
            page.items().forEach(offer -> rows.add(FileRow.of(offer)));
            after = page.next();
        } while (after != null && rows.size() < limit);
        return new Found(rows, after != null);
    }
}
