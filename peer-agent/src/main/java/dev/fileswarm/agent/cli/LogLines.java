package dev.fileswarm.agent.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * What the program logs beside a command's own words, on stderr: as a line for people, or where {@code --json} was given as a
 * warning among the other lines of JSON. Public because logback makes it by its name.
 */
public final class LogLines extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private static volatile boolean isJson;

    /** For the whole process, as stderr is one for all that run in it. */
    static void asJson() {
        isJson = true;
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return (line(event, isJson) + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    }

    static String line(ILoggingEvent event, boolean json) {
        String cause = event.getThrowableProxy() == null
                ? ""
                : " (" + event.getThrowableProxy().getClassName() + ": "
                        + event.getThrowableProxy().getMessage() + ")";
        String text = event.getFormattedMessage() + cause;
        if (json) return JsonLine.of("warning", Map.of("message", text));
        String time = TIME.format(Instant.ofEpochMilli(event.getTimeStamp()).atZone(ZoneId.systemDefault()));
        return "%s %-5s %s".formatted(time, event.getLevel(), Printable.of(text));
    }
}
