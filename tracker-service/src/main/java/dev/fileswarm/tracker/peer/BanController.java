package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.Fails;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.Cursor;
import dev.fileswarm.tracker.shared.Page;
import dev.fileswarm.tracker.shared.PeerName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "operator", description = "What an operator's token is for; it is in the tracker's data folder.")
@RestController
@RequestMapping("/api/v1/bans")
class BanController {
    private final Bans bans;

    BanController(Bans bans) {
        this.bans = bans;
    }

    @Operation(
            operationId = "listBans",
            summary = "List who is banned",
            description = "For everybody signed in: a credential that is out cannot be taken back, so each peer refuses"
                    + " the names and keys listed here.")
    @GetMapping
    Page<BanView> list(
            @Parameter(description = "The 'next' of the page before.") @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        String afterName = after == null ? null : Cursor.parse(after, 1).part(0);
        return bans.list(afterName, limit).map(BanView::of);
    }

    @Operation(
            operationId = "banPeer",
            summary = "Ban a name, and its key with all names it has",
            description = "Its tokens end, it is offline, and neither the name nor its key can register or sign in."
                    + " Peers that reach the tracker refuse it from their next heartbeat on. Its offers stay until the"
                    + " name is deregistered.")
    @Fails(ErrorCode.NOT_ALLOWED)
    @PutMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void ban(@PathVariable PeerName name, Caller caller) {
        requireOperator(caller);
        bans.ban(name);
    }

    @Operation(operationId = "unbanPeer", summary = "Lift a ban, also of the other names of the key")
    @Fails(ErrorCode.NOT_ALLOWED)
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(@PathVariable PeerName name, Caller caller) {
        requireOperator(caller);
        bans.lift(name);
    }

    private static void requireOperator(Caller caller) {
        if (!caller.signedIn()) throw ProblemException.notSignedIn();
        if (!caller.operator())
            throw new ProblemException(ErrorCode.NOT_ALLOWED, "This needs an operator's token, not a peer's.");
    }
}
