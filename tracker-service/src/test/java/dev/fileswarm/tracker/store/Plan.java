package dev.fileswarm.tracker.store;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * What an engine says that it would do for a query: MongoDB in stages of its own, DocumentDB (behind FerretDB) in
 * PostgreSQL's nodes.
 */
record Plan(List<String> indexes, List<String> scans) {
    static Plan of(BsonDocument explained) {
        Plan plan = new Plan(new ArrayList<>(), new ArrayList<>());
        plan.look(explained.containsKey("queryPlanner") ? explained.get("queryPlanner") : explained);
        return plan;
    }

    /** Every way to the documents goes through an index. */
    boolean isIndexed() {
        return scans.isEmpty() && !indexes.isEmpty();
    }

    private void look(BsonValue value) {
        switch (value) {
            case BsonArray list -> list.forEach(this::look);
            case BsonDocument document -> {
                judgeStage(document);
                judgeNode(document);
                document.forEach((name, inner) -> {
                    if (!name.equals("rejectedPlans") && !name.equals("command")) look(inner);
                });
            }
            default -> {}
        }
    }

    private void judgeStage(BsonDocument document) {
        switch (text(document, "stage")) {
            case "COLLSCAN" -> scans.add("a look through the collection");
            case "IDHACK", "EXPRESS_IXSCAN", "EXPRESS_DELETE", "EXPRESS_UPDATE" -> indexes.add("_id_");
            case "IXSCAN", "COUNT_SCAN", "DISTINCT_SCAN" -> indexes.add(text(document, "indexName"));
            default -> {}
        }
    }

    private void judgeNode(BsonDocument document) {
        switch (text(document, "Node Type")) {
            case "Seq Scan" -> scans.add("a look through the collection");
            case "Index Scan", "Index Only Scan", "Bitmap Index Scan" -> {
                String index = text(document, "Index Name");
                // By nothing but the number of the collection, it is a look through all of it.
                if (index.equals("_id_") && !text(document, "Index Cond").contains("object_id"))
                    scans.add("a look through the index of ids");
                else indexes.add(index);
            }
            default -> {}
        }
    }

    private static String text(BsonDocument document, String field) {
        return document.containsKey(field) && document.isString(field)
                ? document.getString(field).getValue()
                : "";
    }
}
