package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.peer.Blocks;
import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.Fails;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.Cursor;
import dev.fileswarm.tracker.shared.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "contents", description = "What the files are: bytes, by their id, and who holds them.")
@RestController
@RequestMapping("/api/v1/contents")
class ContentController {
    private final Contents contents;
    private final Blocks blocks;

    ContentController(Contents contents, Blocks blocks) {
        this.contents = contents;
        this.blocks = blocks;
    }

    @Operation(
            operationId = "listContents",
            summary = "List contents by id",
            description = "Those that somebody offers or holds, online or not. With a prefix of 8 digits or more:"
                    + " what an abbreviated id may mean.")
    @GetMapping
    Page<ContentView> list(
            @Parameter(description = "8 hex digits or more of the id, or all of it.", example = "b283788f")
                    @RequestParam(required = false)
                    @Pattern(
                            regexp = "[0-9a-fA-F]{8,64}|[0-9a-fA-F]{64}-[0-9]*(-[cn]?[0-9]*)?",
                            message = "must be 8 or more hex digits, which an id begins with")
                    String prefix,
            @Parameter(description = "The 'next' of the page before.") @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            Caller caller) {
        String behind = after == null ? null : Cursor.parse(after, 1).part(0);
        return contents.list(
                prefix == null ? "" : prefix.toLowerCase(Locale.ROOT), behind, limit, blocks.sightOf(caller));
    }

    @Operation(
            operationId = "getContent",
            summary = "Look a content up",
            description = "content-not-found when nobody offers or holds it; bad-content-id when this is no id.")
    @Fails(ErrorCode.CONTENT_NOT_FOUND)
    @GetMapping("/{content}")
    ContentView get(@Parameter(example = Examples.CONTENT) @PathVariable ContentId content, Caller caller) {
        return contents.get(content, blocks.sightOf(caller));
    }
}
