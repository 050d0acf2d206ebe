package dev.fileswarm.tracker.store;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Hears every command that a tracker sends to its store, and keeps one of each shape of query: what is looked for in
 * which collection, in which order, whatever the values. What a change or a removal looks for counts as a query.
 */
final class SeenQueries implements CommandListener {
    private final Map<String, BsonDocument> byShape = new ConcurrentHashMap<>();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        queries(event.getCommandName(), event.getCommand().clone())
                .forEach(query -> byShape.putIfAbsent(shape(query), query));
    }

    /** As commands that can be explained. */
    Collection<BsonDocument> all() {
        return byShape.values();
    }

    static String shape(BsonDocument query) {
        String collection =
                query.getFirstKey() + " " + query.getString(query.getFirstKey()).getValue();
        return query.entrySet().stream()
                .skip(1)
                .filter(entry -> !entry.getKey().equals("projection"))
                .map(entry -> entry.getKey().equals("limit") ? "limit" : entry.getKey() + " " + shape(entry.getValue()))
                .collect(Collectors.joining(", ", collection + ": ", ""));
    }

    private static List<BsonDocument> queries(String name, BsonDocument command) {
        return switch (name) {
            case "find" -> List.of(only(command, "find", "filter", "sort", "limit", "projection"));
            case "count" -> List.of(only(command, "count", "query", "limit"));
            case "aggregate" -> List.of(only(command, "aggregate", "pipeline", "cursor"));
            case "distinct" -> List.of(find(command.get("distinct"), command.get("query")));
            case "findAndModify" -> List.of(find(command.get("findAndModify"), command.get("query")));
            case "update" -> each(command.get("update"), command.getArray("updates"));
            case "delete" -> each(command.get("delete"), command.getArray("deletes"));
            default -> List.of();
        };
    }

    private static List<BsonDocument> each(BsonValue collection, BsonArray changes) {
        List<BsonDocument> queries = new ArrayList<>();
        for (BsonValue change : changes)
            queries.add(find(collection, change.asDocument().get("q")));
        return queries;
    }

    private static BsonDocument find(BsonValue collection, BsonValue filter) {
        return new BsonDocument("find", collection).append("filter", filter == null ? new BsonDocument() : filter);
    }

    private static BsonDocument only(BsonDocument command, String... fields) {
        BsonDocument some = new BsonDocument();
        for (String field : fields) if (command.containsKey(field)) some.append(field, command.get(field));
        return some;
    }

    /** Names and operators as they are, values by their type, lists by their first. */
    private static String shape(BsonValue value) {
        return switch (value) {
            case BsonDocument document -> "{" + shapes(document) + "}";
            case BsonArray list when list.isEmpty() -> "[]";
            case BsonArray list
            when list.getFirst().isDocument() ->
                list.stream().map(SeenQueries::shape).collect(Collectors.joining("; ", "[", "]"));
            case BsonArray list -> "[" + shape(list.getFirst()) + "]";
            case BsonString ignored -> "text";
            case BsonInt32 ignored -> "number";
            default -> value.getBsonType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String shapes(BsonDocument document) {
        return document.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + shape(entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
