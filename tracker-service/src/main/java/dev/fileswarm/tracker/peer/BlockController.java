package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.Fails;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.Cursor;
import dev.fileswarm.tracker.shared.Page;
import dev.fileswarm.tracker.shared.PeerName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(
        name = "blocks",
        description = "Whom one wants to have nothing to do with. They cannot send one messages or ask for private"
                + " links, and see one as offline; they are not told.")
@RestController
@RequestMapping("/api/v1/blocks")
class BlockController {
    private final Blocks blocks;

    BlockController(Blocks blocks) {
        this.blocks = blocks;
    }

    @Schema(name = "Block")
    record BlockView(
            @Schema(description = "Who is blocked.", requiredMode = Schema.RequiredMode.REQUIRED, example = "ben")
            String name,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            Instant since) {
        static BlockView of(BlockDocument block) {
            return new BlockView(block.name(), block.since());
        }
    }

    @Operation(operationId = "listBlocks", summary = "Whom one has blocked, by name")
    @Fails({ErrorCode.NOT_ALLOWED, ErrorCode.UNKNOWN_PEER})
    @GetMapping
    Page<BlockView> list(
            @Parameter(description = "The 'next' of the page before.") @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            Caller caller) {
        String behind = after == null ? null : Cursor.parse(after, 1).part(0);
        return blocks.list(caller, behind, limit).map(BlockView::of);
    }

    @Operation(
            operationId = "block",
            summary = "Block a peer",
            description = "It covers messages, private links and presence, now and after a deregistration with the same"
                    + " key in between. A name without a key is covered until it is given up.")
    @Fails({ErrorCode.UNKNOWN_PEER, ErrorCode.YOURSELF, ErrorCode.ALREADY_BLOCKED, ErrorCode.NOT_ALLOWED})
    @PutMapping("/{name}")
    @ResponseStatus(HttpStatus.CREATED)
    BlockView block(@PathVariable PeerName name, Caller caller) {
        return BlockView.of(blocks.block(caller, name));
    }

    @Operation(operationId = "unblock", summary = "Lift a block")
    @Fails({ErrorCode.UNKNOWN_PEER, ErrorCode.NOT_BLOCKED, ErrorCode.NOT_ALLOWED})
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unblock(@PathVariable PeerName name, Caller caller) {
        blocks.unblock(caller, name);
    }
}
