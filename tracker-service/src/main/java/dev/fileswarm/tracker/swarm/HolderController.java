package dev.fileswarm.tracker.swarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fileswarm.tracker.peer.Blocks;
import dev.fileswarm.tracker.peer.PeerAddress;
import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.Fails;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.ChunkMap;
import dev.fileswarm.tracker.shared.ContentId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "swarm")
@RestController
@RequestMapping("/api/v1/contents/{content}/holders")
class HolderController {
    private static final String DEFAULT_LIMIT = "50";

    private final Holders holders;
    private final Blocks blocks;

    HolderController(Holders holders, Blocks blocks) {
        this.holders = holders;
        this.blocks = blocks;
    }

    @Schema(name = "Holders")
    record HoldersView(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String content,

            @Schema(description = "How many chunks the content has.", requiredMode = Schema.RequiredMode.REQUIRED)
            int chunks,

            @Schema(description = "By name.", requiredMode = Schema.RequiredMode.REQUIRED)
            List<HolderView> holders,

            @Schema(
                    description = "Whether somebody online holds each of the chunks asked for.",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            boolean available) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Holder")
    record HolderView(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "ann")
            String name,

            @Schema(
                    description = "The raw Ed25519 public key, in base64url.",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String key,

            @Schema(description = "Absent for readers that are not signed in.")
            List<PeerAddress> addresses,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            boolean complete,

            @Schema(description = "How many chunks.", requiredMode = Schema.RequiredMode.REQUIRED)
            int held,

            @Schema(
                    description =
                            "Which chunks, in base64url: chunk i is bit 7 - i % 8 of byte i / 8. Absent for readers"
                                    + " that are not signed in.")
            String map) {
        static HolderView of(Holders.Holder holder, boolean withDetails) {
            return new HolderView(
                    holder.peer().name().text(),
                    holder.peer().key(),
                    withDetails ? holder.peer().addresses() : null,
                    holder.holding().complete(),
                    holder.holding().held(),
                    withDetails ? holder.chunks().text() : null);
        }
    }

    @Operation(
            operationId = "listHolders",
            summary = "Who online holds a content, or some of its chunks",
            description =
                    "Where there are more than the limit, a random sample that prefers those with more of the chunks"
                            + " asked for. content-not-found when nobody offers or holds it, no-such-chunk for a chunk it has"
                            + " not.")
    @Fails({ErrorCode.CONTENT_NOT_FOUND, ErrorCode.NO_SUCH_CHUNK})
    @GetMapping
    HoldersView list(
            @Parameter(example = AnnouncementController.EXAMPLE_CONTENT) @PathVariable ContentId content,
            @Parameter(description = "Chunk numbers, such as 0,2,3; all chunks when absent.", example = "0")
                    @RequestParam(required = false)
                    List<@NotNull Integer> chunks,
            @RequestParam(defaultValue = DEFAULT_LIMIT) @Min(1) @Max(1_000) int limit,
            Caller caller) {
        Holders.Found found = holders.find(content, asked(content, chunks), limit, blocks.sightOf(caller));
        List<HolderView> shown = found.holders().stream()
                .map(holder -> HolderView.of(holder, caller.signedIn()))
                .toList();
        return new HoldersView(content.text(), content.chunkCount(), shown, found.available());
    }

    private static ChunkMap asked(ContentId content, List<Integer> chunks) {
        if (chunks == null || chunks.isEmpty()) return ChunkMap.complete(content.chunkCount());
        byte[] asked = ChunkMap.empty(content.chunkCount()).bytes();
        for (int chunk : chunks) asked[content.checked(chunk) >> 3] |= (byte) (0x80 >> (chunk & 7));
        return ChunkMap.of(content.chunkCount(), asked);
    }
}
