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
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "peers", description = "Who takes part, and who is here.")
@RestController
@RequestMapping("/api/v1/peers")
class PeerController {
    private final Accounts accounts;
    private final Directory directory;
    private final Addresses addresses;
    private final Peers peers;
    private final Blocks blocks;
    private final Removal removal;

    PeerController(
            Accounts accounts, Directory directory, Addresses addresses, Peers peers, Blocks blocks, Removal removal) {
        this.accounts = accounts;
        this.directory = directory;
        this.addresses = addresses;
        this.peers = peers;
        this.blocks = blocks;
        this.removal = removal;
    }

    record AddressRequest(
            @PeerPort @Schema(description = "1024 to 65535; 0 for none; absent to leave it.")
            Integer tcpPort,

            @PeerPort @Schema(description = "1024 to 65535; 0 for none; absent to leave it.")
            Integer udpPort,

            @Size(max = 253)
            @Schema(
                    description = "A host name or IP address of one's own, which counts after the tracker has dialled"
                            + " its TCP port and found the registered key; empty to take it back; absent to leave it.")
            String host) {}

    record HeartbeatRequest(
            @Schema(description = "Of the newest announcement sent; it changes nothing.")
            Long epoch,

            @Schema(description = "Of the newest announcement sent; it changes nothing.")
            Long sequence) {}

    @Operation(
            operationId = "registerPeer",
            summary = "Register a name",
            description =
                    "With a key, answering a challenge for the purpose 'register': the name is that key's until it"
                            + " is deregistered, and registering it again with the same key signs in (200). Without a key the"
                            + " name may read and talk, is never a source, and lapses after 24 hours unused.")
    @Fails({
        ErrorCode.NAME_INVALID,
        ErrorCode.NAME_TAKEN,
        ErrorCode.CHALLENGE_INVALID,
        ErrorCode.CHALLENGE_EXPIRED,
        ErrorCode.CHALLENGE_USED,
        ErrorCode.BAD_SIGNATURE,
        ErrorCode.JOIN_SECRET_REQUIRED,
        ErrorCode.JOIN_SECRET_WRONG,
        ErrorCode.BANNED
    })
    @ApiResponse(responseCode = "201", description = "Registered, and signed in.")
    @ApiResponse(responseCode = "200", description = "The name was the caller's already; signed in.")
    @PostMapping
    ResponseEntity<SessionView> register(@Valid @RequestBody RegisterRequest request, CallerHost host, Caller caller) {
        Accounts.Registered registered = accounts.register(request, host, caller);
        return ResponseEntity.status(registered.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(registered.session());
    }

    @Operation(operationId = "listPeers", summary = "List peers by name")
    @GetMapping
    Page<PeerView> list(
            @Parameter(description = "Only those online, or only those offline.") @RequestParam(required = false)
                    Boolean online,
            @Parameter(
                            description = "Only those who were here within this time: seconds, or ISO 8601 such as"
                                    + " PT10M.")
                    @RequestParam(required = false)
                    String since,
            @Parameter(description = "The 'next' of the page before.") @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            Caller caller) {
        String afterName = after == null ? null : Cursor.parse(after, 1).part(0);
        return directory
                .list(online, Since.parse(since), afterName, limit, blocks.sightOf(caller))
                .map(peer -> PeerView.of(peer, caller.signedIn()));
    }

    @Operation(operationId = "getPeer", summary = "Look a peer up")
    @Fails(ErrorCode.UNKNOWN_PEER)
    @GetMapping("/{name}")
    PeerView get(@PathVariable PeerName name, Caller caller) {
        PeerInfo peer = peers.known(name);
        return PeerView.of(blocks.sightOf(caller).see(peer), caller.signedIn());
    }

    @Operation(
            operationId = "updateAddresses",
            summary = "Change one's own ports and host",
            description = "What is absent stays. The address of the connection is always among a peer's addresses.")
    @Fails({
        ErrorCode.UNKNOWN_PEER,
        ErrorCode.NOT_ALLOWED,
        ErrorCode.NO_KEY,
        ErrorCode.HOST_NOT_VERIFIED,
        ErrorCode.TOO_MANY
    })
    @PatchMapping("/{name}")
    PeerView update(
            @PathVariable PeerName name, @Valid @RequestBody AddressRequest request, Caller caller, CallerHost host) {
        requireOwn(name, caller);
        return PeerView.of(addresses.update(name, request, host), true);
    }

    @Operation(
            operationId = "heartbeat",
            summary = "Stay online",
            description = "Renews the lease for 30 seconds; every 10 is a good rhythm. An announcement does so too.")
    @Fails({ErrorCode.UNKNOWN_PEER, ErrorCode.NOT_ALLOWED})
    @PostMapping("/{name}/heartbeat")
    HeartbeatAnswer heartbeat(
            @PathVariable PeerName name,
            @Valid @RequestBody(required = false) HeartbeatRequest request,
            Caller caller,
            CallerHost host) {
        requireOwn(name, caller);
        return peers.heartbeat(name, host);
    }

    @Operation(
            operationId = "deregisterPeer",
            summary = "Give a name up",
            description =
                    "One's own, or any as an operator: its offers, what it holds and its tokens go, and the name is"
                            + " free. May be repeated with the token that it ended, while nobody has taken the name again.")
    @Fails({ErrorCode.UNKNOWN_PEER, ErrorCode.NOT_ALLOWED})
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deregister(
            @PathVariable PeerName name,
            Caller caller,
            @Parameter(hidden = true) @AuthenticationPrincipal OAuth2AuthenticatedPrincipal principal) {
        if (name.equals(principal.getAttribute(TokenIntrospector.LEFT)) && removal.repeat(name)) return;
        if (!caller.operator()) requireOwn(name, caller);
        if (!removal.remove(name)) throw Presence.unknown(name);
    }

    private static void requireOwn(PeerName name, Caller caller) {
        PeerName own = Peers.nameOf(caller);
        if (!own.equals(name))
            throw new ProblemException(
                    ErrorCode.NOT_ALLOWED,
                    "You are signed in as '" + own + "': '" + name + "' is not yours to change.");
    }
}
