package dev.fileswarm.tracker.peer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

@Schema(name = "Ban")
@JsonInclude(JsonInclude.Include.NON_NULL)
record BanView(
        @Schema(description = "In lower case.", requiredMode = Schema.RequiredMode.REQUIRED, example = "mallory")
        String name,

        @Schema(description = "The key that the name had, which is banned with it; absent when it had none.")
        String key,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant bannedAt) {
    static BanView of(BanDocument ban) {
        return new BanView(ban.id(), ban.key() == null ? null : Text.of(ban.key()), ban.bannedAt());
    }
}
