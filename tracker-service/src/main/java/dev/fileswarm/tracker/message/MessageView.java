package dev.fileswarm.tracker.message;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A message as its receiver sees it. */
@Schema(name = "Message")
public record MessageView(
        @Schema(
                description = "Unique in this inbox: a message that comes again has the same.",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String id,

        @Schema(
                description = "The sender: whoever its token said.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "ben")
        String from,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String text,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant sentAt,

        @Schema(description = "Whether it was for everybody.", requiredMode = Schema.RequiredMode.REQUIRED)
        boolean broadcast) {
    static MessageView of(MessageDocument message) {
        return new MessageView(
                message.messageId(), message.from(), message.text(), message.sentAt(), message.broadcast());
    }
}
