package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.tracker.Offer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of the table of files: an offer, and where its owner can be reached.
 *
 * @param host null where the tracker did not tell, because the reader is not signed in
 * @param port 0 where the owner listens on none, or the tracker did not tell
 */
record OfferRow(
        String name, String owner, String content, long size, String host, int port, boolean online, String sha1) {
    static final String[] TITLES = {"FILE", "OWNER", "ADDRESS", "PORT", "SIZE", "ID"};

    private static final int MIN_SHOWN_DIGITS = 12;

    static OfferRow of(Offer offer) {
        boolean hasAddress = !offer.addresses().isEmpty();
        return new OfferRow(
                offer.name(),
                offer.owner().value(),
                offer.content().toString(),
                offer.content().sizeBytes(),
                hasAddress ? offer.addresses().getFirst().host() : null,
                hasAddress ? offer.addresses().getFirst().tcpPort() : 0,
                offer.online(),
                offer.sha1());
    }

    /** Shows the rows, with as many digits of each id as tell it from the others. */
    static void addAll(Table table, List<OfferRow> rows) {
        int digits = shownDigits(rows);
        rows.forEach(row -> row.addTo(table, digits));
    }

    private static int shownDigits(List<OfferRow> rows) {
        List<String> ids =
                rows.stream().map(OfferRow::content).distinct().sorted().toList();
        int digits = MIN_SHOWN_DIGITS;
        for (int i = 1; i < ids.size(); i++) {
            int same = 0;
            int shorter = Math.min(ids.get(i - 1).length(), ids.get(i).length());
            while (same < shorter && ids.get(i - 1).charAt(same) == ids.get(i).charAt(same)) same++;
            digits = Math.max(digits, same + 1);
        }
        return digits;
    }

    private void addTo(Table table, int digits) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", name);
        fields.put("owner", owner);
        fields.put("address", host);
        fields.put("port", port == 0 ? null : port);
        fields.put("size", size);
        fields.put("content", content);
        fields.put("online", online);
        if (sha1 != null) fields.put("sha1", sha1);
        table.add(
                fields,
                name,
                owner,
                host == null ? "-" : host,
                port == 0 ? "-" : Integer.toString(port),
                Sizes.of(size),
                content.substring(0, Math.min(digits, content.length())));
    }

    ContentId contentId() {
        return ContentId.parse(content);
    }
}
