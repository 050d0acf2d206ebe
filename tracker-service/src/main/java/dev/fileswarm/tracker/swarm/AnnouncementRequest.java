package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.FieldProblem;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.ChunkMap;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.InvalidValue;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

record AnnouncementRequest(
        @NotNull
        @Min(0)
        @Schema(
                description = "Higher than any before in each run of the peer; the time of its start will do.",
                example = "1790000000000")
        Long epoch,

        @NotNull @Min(0) @Schema(description = "Rises with each request of an epoch.", example = "1")
        Long sequence,

        @NotNull @Size(max = MAX_ANNOUNCEMENTS) List<@NotNull @Valid Entry> announcements,

        @Schema(
                description = "The peer holds nothing but what it announced with this epoch; what it announced with"
                        + " earlier ones is forgotten.")
        Boolean full) {
    static final int MAX_ANNOUNCEMENTS = 1_000;

    @Schema(name = "Announcement", description = "Exactly one of map, complete and gone.")
    record Entry(
            @NotNull @Schema(example = AnnouncementController.EXAMPLE_CONTENT)
            String content,

            @Schema(
                    description = "Which chunks are held, in base64url: chunk i is bit 7 - i % 8 of byte i / 8, spare"
                            + " bits are 0.",
                    nullable = true)
            String map,

            @Schema(description = "true: all chunks are held.", nullable = true, example = "true")
            Boolean complete,

            @Schema(description = "true: none is held any more.", nullable = true)
            Boolean gone) {}

    boolean isFull() {
        return Boolean.TRUE.equals(full);
    }

    /** One for each content; of several for the same one the last counts. */
    Collection<Announcement> parsed() {
        Map<ContentId, Announcement> parsed = new LinkedHashMap<>();
        for (int i = 0; i < announcements.size(); i++) {
            Announcement announcement = parse("announcements[" + i + "]", announcements.get(i));
            parsed.put(announcement.content(), announcement);
        }
        return parsed.values();
    }

    private static Announcement parse(String field, Entry entry) {
        boolean complete = Boolean.TRUE.equals(entry.complete());
        boolean gone = Boolean.TRUE.equals(entry.gone());
        long said = Stream.of(complete, gone, entry.map() != null)
                .filter(Boolean::booleanValue)
                .count();
        if (said != 1) throw problem(ErrorCode.VALIDATION_FAILED, field, "must have one of map, complete and gone");
        try {
            ContentId content = ContentId.of(entry.content());
            int chunkCount = content.chunkCount();
            if (gone) return new Announcement(content, null);
            return new Announcement(
                    content, complete ? ChunkMap.complete(chunkCount) : ChunkMap.ofText(chunkCount, entry.map()));
        } catch (InvalidValue.OfContentId e) {
            throw problem(ErrorCode.BAD_CONTENT_ID, field + ".content", e.getMessage());
        } catch (InvalidValue e) {
            throw problem(ErrorCode.VALIDATION_FAILED, field + ".map", e.getMessage());
        }
    }

    private static ProblemException problem(ErrorCode code, String field, String message) {
        return new ProblemException(
                code, "Nothing was announced. " + field + ": " + message, List.of(new FieldProblem(field, message)));
    }
}
