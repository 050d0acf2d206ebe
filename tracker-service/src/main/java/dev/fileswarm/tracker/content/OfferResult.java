package dev.fileswarm.tracker.content;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

record OfferResult(
        @Schema(description = "One for each offer sent, in its order.", requiredMode = Schema.RequiredMode.REQUIRED)
        List<Entry> results) {
    @Schema(name = "OfferResultEntry")
    record Entry(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String content,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String name,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            Status status) {}

    enum Status {
        @JsonProperty("offered")
        OFFERED,
        /** The very same was offered before; nothing changed. */
        @JsonProperty("already-offered")
        ALREADY_OFFERED
    }
}
