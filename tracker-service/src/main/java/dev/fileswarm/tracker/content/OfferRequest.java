package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.FieldProblem;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.InvalidValue;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

record OfferRequest(
        @NotNull @Size(min = 1, max = MAX_OFFERS) List<@NotNull @Valid Entry> offers) {
    static final int MAX_OFFERS = 1_000;

    @Schema(name = "NewOffer")
    record Entry(
            @NotNull
            @Schema(description = "ROOT-SIZE, ROOT-SIZE-cBYTES or ROOT-SIZE-nCOUNT.", example = Examples.CONTENT)
            String content,

            @NotNull
            @Schema(
                    description =
                            "The file's name: 1 to 255 bytes in UTF-8, with something to be seen, without '/', control"
                                    + " characters and those that turn text around.",
                    example = Examples.FILE)
            String name,

            @Pattern(regexp = "[0-9A-Fa-f]{40}", message = "must be 40 hex digits")
            @Schema(description = "SHA-1 of the file, for older tools; nobody checks it.")
            String sha1) {}

    /** An entry whose values can be what they are said to be. */
    record File(ContentId content, FileName name, String sha1) {}

    /** All entries, or a problem that names every wrong one: nothing is offered then. */
    List<File> files() {
        List<File> files = new ArrayList<>();
        List<FieldProblem> badIds = new ArrayList<>();
        List<FieldProblem> badNames = new ArrayList<>();
        for (int i = 0; i < offers.size(); i++) {
            Entry entry = offers.get(i);
            ContentId content = content("offers[" + i + "].content", entry.content(), badIds);
            String nameField = "offers[" + i + "].name";
            FileName.problem(entry.name()).ifPresent(what -> badNames.add(new FieldProblem(nameField, what)));
            if (badIds.isEmpty() && badNames.isEmpty())
                files.add(new File(content, new FileName(entry.name()), lowerCase(entry.sha1())));
        }
        refuseIfAny(ErrorCode.BAD_CONTENT_ID, badIds);
        refuseIfAny(ErrorCode.VALIDATION_FAILED, badNames);
        return files;
    }

    private static ContentId content(String field, String text, List<FieldProblem> problems) {
        try {
            return ContentId.of(text);
        } catch (InvalidValue e) {
            problems.add(new FieldProblem(field, e.getMessage()));
            return null;
        }
    }

    private static void refuseIfAny(ErrorCode code, List<FieldProblem> problems) {
        if (problems.isEmpty()) return;
        String detail = problems.stream()
                .limit(3)
                .map(problem -> problem.field() + ": " + problem.message())
                .collect(Collectors.joining("; "));
        throw new ProblemException(code, "Nothing was offered. " + detail, problems);
    }

    private static String lowerCase(String sha1) {
        return sha1 == null ? null : sha1.toLowerCase(Locale.ROOT);
    }
}
