package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.Notice;
import dev.fileswarm.agent.daemon.NoticeEntry;
import dev.fileswarm.agent.daemon.NoticeLines;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A notice as a line with its time, and as JSON. */
final class NoticeText {
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private NoticeText() {}

    static String of(NoticeEntry entry) {
        return timeOf(entry) + "  " + Printable.of(NoticeLines.of(entry.notice()));
    }

    /** Such as {@code peer-came}. */
    static String typeOf(Notice notice) {
        return notice.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    static Map<String, Object> fieldsOf(NoticeEntry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", entry.number());
        fields.put("at", entry.at());
        fields.putAll(RecordFields.of((Record) entry.notice()));
        return fields;
    }

    private static String timeOf(NoticeEntry entry) {
        ZonedDateTime at = (entry.notice() instanceof Notice.Message message ? message.sentAt() : entry.at())
                .atZone(ZoneId.systemDefault());
        boolean isToday = at.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()));
        return (isToday ? TODAY : EARLIER).format(at);
    }
}
