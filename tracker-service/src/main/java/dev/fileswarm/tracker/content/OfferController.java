package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.Fails;
import dev.fileswarm.tracker.problem.FieldProblem;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.Cursor;
import dev.fileswarm.tracker.shared.Page;
import dev.fileswarm.tracker.shared.PeerName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "offers", description = "Which files there are, and who says so.")
@RestController
@RequestMapping("/api/v1/offers")
class OfferController {
    private static final int MAX_WORDS = 16;

    private final Offers offers;
    private final OfferSearch search;

    OfferController(Offers offers, OfferSearch search) {
        this.offers = offers;
        this.search = search;
    }

    @Operation(
            operationId = "offer",
            summary = "Offer files",
            description =
                    "One or many, all or none: a wrong entry (validation-failed, bad-content-id) refuses them all."
                            + " Offering the same content under the same name again changes nothing and says already-offered."
                            + " A name without a key may offer, but is never a source.")
    @Fails({ErrorCode.BAD_CONTENT_ID, ErrorCode.NOT_ALLOWED, ErrorCode.UNKNOWN_PEER})
    @PostMapping
    OfferResult offer(@Valid @RequestBody OfferRequest request, Caller caller) {
        return new OfferResult(offers.offer(caller, request.files()));
    }

    @Operation(
            operationId = "listOffers",
            summary = "List or search offers",
            description = "By name in lower case, then owner, then content. A page that was asked for online=true or"
                    + " false may be short although more follows: go by 'next' alone.")
    @GetMapping
    Page<OfferView> list(
            @Parameter(
                            description = "Words: each must begin some word of the name. Case and punctuation do not"
                                    + " matter.")
                    @RequestParam(required = false)
                    @Size(max = FileName.MAX_BYTES)
                    String q,
            @Parameter(
                            description =
                                    "The file's whole name, as it was offered: case counts, and so does every other"
                                            + " character.")
                    @RequestParam(required = false)
                    String name,
            @RequestParam(required = false) PeerName owner,
            @Parameter(description = "Bytes.") @RequestParam(required = false) @Min(0) Long minSize,
            @Parameter(description = "Bytes.") @RequestParam(required = false) @Min(0) Long maxSize,
            @Parameter(description = "Only those of owners online, or only those of owners offline.")
                    @RequestParam(required = false)
                    Boolean online,
            @Parameter(description = "The 'next' of the page before.") @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            Caller caller) {
        OfferFilter filter = new OfferFilter(words(q), wholeName(name), owner, minSize, maxSize, online);
        String behind = after == null ? null : Cursor.parse(after, 1).part(0);
        return search.list(filter, behind, limit, caller);
    }

    @Operation(
            operationId = "withdrawOffer",
            summary = "Withdraw an offer",
            description = "One's own; an operator says whose. Without a name, all of the owner's names for the content."
                    + " offer-not-found when there was none.")
    @Fails({ErrorCode.OFFER_NOT_FOUND, ErrorCode.NOT_ALLOWED})
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(
            @Parameter(example = Examples.CONTENT) @RequestParam ContentId content,
            @Parameter(description = "The file's name.", example = Examples.FILE) @RequestParam(required = false)
                    String name,
            @Parameter(description = "For operators.") @RequestParam(required = false) PeerName owner,
            Caller caller) {
        offers.withdraw(caller, content, name, owner);
    }

    private static List<String> words(String q) {
        if (q == null || q.isBlank()) return List.of();
        List<String> words = FileName.words(q);
        if (words.isEmpty()) throw invalid("q", "must have a letter or digit");
        if (words.size() > MAX_WORDS) throw invalid("q", "must have at most " + MAX_WORDS + " words");
        return words;
    }

    /** Null for null. */
    private static String wholeName(String name) {
        if (name != null)
            FileName.problem(name).ifPresent(what -> {
                throw invalid("name", what);
            });
        return name;
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                ErrorCode.VALIDATION_FAILED, field + " " + message + ".", List.of(new FieldProblem(field, message)));
    }
}
