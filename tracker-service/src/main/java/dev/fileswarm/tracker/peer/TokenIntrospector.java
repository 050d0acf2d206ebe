package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.Caller;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.stereotype.Component;

/** Lets Spring Security ask {@link Tokens} who is calling. */
@Component
public class TokenIntrospector implements OpaqueTokenIntrospector {
    static final String CALLER = "caller";
    static final String TOKEN = "token";

    /** The name that the token spoke for until it was ended; such a principal has no {@link #CALLER}. */
    static final String LEFT = "left";

    private final Tokens tokens;

    TokenIntrospector(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        try {
            Caller caller = tokens.callerOf(token);
            String name = caller.peer().map(Object::toString).orElse("operator");
            String role = caller.operator() ? "ROLE_OPERATOR" : "ROLE_PEER";
            return new DefaultOAuth2AuthenticatedPrincipal(
                    name, Map.of(CALLER, caller, TOKEN, token), List.of(new SimpleGrantedAuthority(role)));
        } catch (ProblemException problem) {
            throw new InvalidBearerTokenException(problem.getMessage(), problem);
        }
    }

    /**
     * Also knows tokens that were ended, for the requests that end them: whoever did not hear the answer asks again. To
     * everything that takes a {@link Caller} they are a stranger's.
     */
    public OAuth2AuthenticatedPrincipal introspectForEnding(String token) {
        return tokens.endedTokenOf(token)
                .map(name -> (OAuth2AuthenticatedPrincipal) new DefaultOAuth2AuthenticatedPrincipal(
                        name.toString(), Map.of(LEFT, name), List.of(new SimpleGrantedAuthority("ROLE_LEFT"))))
                .orElseGet(() -> introspect(token));
    }
}
