package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.tracker.Holder;
import dev.fileswarm.agent.tracker.PeerEndpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows who holds what of a content. */
final class Holding {
    /** More would be of no use to a person; a download asks again and again. */
    static final int MAX_HOLDERS = 200;

    private Holding() {}

    static void show(Output output, List<Holder> holders, int chunkCount) {
        Table table = new Table(output, "holder", "PEER", "CHUNKS", "ADDRESS", "PORT");
        for (Holder holder : holders) {
            PeerEndpoint endpoint =
                    holder.addresses().isEmpty() ? null : holder.addresses().getFirst();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", holder.name());
            fields.put("complete", holder.complete());
            fields.put("held", holder.held());
            fields.put("chunks", chunkCount);
            fields.put("address", endpoint == null ? null : endpoint.host());
            fields.put("port", endpoint == null || endpoint.tcpPort() == 0 ? null : endpoint.tcpPort());
            table.add(
                    fields,
                    holder.name().value(),
                    (holder.complete() ? chunkCount : holder.held()) + " of " + chunkCount,
                    endpoint == null ? "-" : endpoint.host(),
                    endpoint == null || endpoint.tcpPort() == 0 ? "-" : Integer.toString(endpoint.tcpPort()));
        }
        if (table.size() > 0) table.print("");
    }
}
