package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.Fails;
import dev.fileswarm.tracker.shared.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "sessions", description = "Signing in and out.")
@RestController
@RequestMapping("/api/v1/sessions")
class SessionController {
    private final Accounts accounts;
    private final Sessions sessions;

    SessionController(Accounts accounts, Sessions sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    @Operation(
            operationId = "signIn",
            summary = "Sign in with a registered key",
            description = "Answers a challenge for the purpose 'sign-in'. Gives a token for 24 hours and a credential,"
                    + " and the peer is online. Tokens from before stay valid.")
    @SecurityRequirements
    @Fails({
        ErrorCode.NAME_INVALID,
        ErrorCode.UNKNOWN_PEER,
        ErrorCode.NO_KEY,
        ErrorCode.CHALLENGE_INVALID,
        ErrorCode.CHALLENGE_EXPIRED,
        ErrorCode.CHALLENGE_USED,
        ErrorCode.BAD_SIGNATURE,
        ErrorCode.BANNED
    })
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SessionView signIn(@Valid @RequestBody SignInRequest request, CallerHost host) {
        return accounts.signIn(request, host);
    }

    @Operation(
            operationId = "signOut",
            summary = "Sign out",
            description = "The token of this request ends, and the peer is offline at once. The name stays its own."
                    + " May be repeated with the token that it ended.")
    @Fails(ErrorCode.NOT_ALLOWED)
    @DeleteMapping("/current")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(
            Caller caller, @Parameter(hidden = true) @AuthenticationPrincipal OAuth2AuthenticatedPrincipal principal) {
        if (principal.getAttribute(TokenIntrospector.LEFT) != null) return;
        sessions.close(Peers.nameOf(caller), principal.getAttribute(TokenIntrospector.TOKEN));
    }
}
