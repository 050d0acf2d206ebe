package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.tracker.Offer;
import java.util.LinkedHashMap;
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

    private static final int SHOWN_DIGITS = 12;

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

    void addTo(Table table) {
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
                content.substring(0, Math.min(SHOWN_DIGITS, content.length())));
    }

    ContentId contentId() {
        return ContentId.parse(content);
    }
}
