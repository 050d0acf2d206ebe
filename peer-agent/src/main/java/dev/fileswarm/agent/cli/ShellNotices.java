package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.Notice;
import dev.fileswarm.agent.daemon.NoticeEntry;
import dev.fileswarm.agent.daemon.NoticeLines;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Notices as a shell prints them: one line each, whatever somebody wrote into it. */
final class ShellNotices {
    private static final Duration OLD = Duration.ofMinutes(1);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("dd MMM HH:mm");

    private final Output output;

    ShellNotices(Output output) {
        this.output = output;
    }

    void show(NoticeEntry entry) {
        if (isOwnDeed(entry.notice())) return;
        // A second line of a message could look like anybody's.
        String line = Printable.of(NoticeLines.of(entry.notice()));
        boolean isOld = entry.at().isBefore(Instant.now().minus(OLD));
        if (isOld) line = DAY_AND_TIME.format(entry.at().atZone(ZoneId.systemDefault())) + "  " + line;
        if (entry.notice().isTalk()) output.line(line);
        else output.note(line);
    }

    /** What a command of this home did has been told as its answer. */
    private static boolean isOwnDeed(Notice notice) {
        return switch (notice) {
            case Notice.PrivateOpened opened -> !opened.byThem();
            case Notice.PrivateClosed closed -> !closed.byThem() && closed.why().isEmpty();
            default -> false;
        };
    }
}
