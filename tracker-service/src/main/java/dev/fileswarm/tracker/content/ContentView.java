package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.shared.ContentId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

@Schema(name = "Content")
record ContentView(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = Examples.CONTENT)
        String content,

        @Schema(description = "Bytes.", requiredMode = Schema.RequiredMode.REQUIRED, example = "9")
        long size,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "1")
        int chunks,

        @Schema(description = "Bytes of the largest chunk.", requiredMode = Schema.RequiredMode.REQUIRED, example = "9")
        long chunkSize,

        @Schema(
                description = "File names it is offered under, 20 at most.",
                requiredMode = Schema.RequiredMode.REQUIRED)
        List<String> names,

        @Schema(description = "By owners online or not.", requiredMode = Schema.RequiredMode.REQUIRED)
        long offers,

        @Schema(description = "Peers online that hold one or more chunks.", requiredMode = Schema.RequiredMode.REQUIRED)
        int holders,

        @Schema(description = "Peers online that hold all chunks.", requiredMode = Schema.RequiredMode.REQUIRED)
        int completeHolders) {
    static ContentView of(ContentId id, List<String> names, long offers, HolderCounts.Count count) {
        return new ContentView(
                id.text(),
                id.sizeBytes(),
                id.chunkCount(),
                id.chunkBytes(),
                names,
                offers,
                count.holders(),
                count.complete());
    }
}
