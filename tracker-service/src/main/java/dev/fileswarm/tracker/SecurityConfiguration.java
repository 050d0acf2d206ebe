package dev.fileswarm.tracker;

import dev.fileswarm.tracker.peer.AccessSettings;
import dev.fileswarm.tracker.peer.TokenIntrospector;
import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.problem.SecurityProblems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Which requests need a token. Whose data a token may touch is decided where the data is. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final String API = "/api/v1";

    /** What strangers may read on an open tracker. */
    private static final String[] OPEN_READS = {
        API + "/peers", API + "/peers/*", API + "/offers", API + "/contents", API + "/contents/**"
    };

    /** What works without a token, so that an expired one is no obstacle to getting a new one. */
    private static final RequestMatcher NEVER_A_TOKEN = new OrRequestMatcher(
            path(HttpMethod.GET, "/tracker"), path(HttpMethod.POST, "/challenges"), path(HttpMethod.POST, "/sessions"));

    /** What ends the token that it is asked with, and may be repeated with it. */
    private static final RequestMatcher ENDS_ITS_TOKEN = new OrRequestMatcher(
            path(HttpMethod.DELETE, "/sessions/current"), path(HttpMethod.DELETE, "/peers/{name}"));

    /**
     * A method that nobody knows is then answered like any that does not work at its path; what may be done is never decided
     * by the method being another.
     */
    @Bean
    StrictHttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    /** Health and metrics have a port of their own, on loopback unless said otherwise. */
    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http) {
        return stateless(http)
                .securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(
            HttpSecurity http, TokenIntrospector tokens, SecurityProblems problems, AccessSettings access) {
        return stateless(http)
                .authorizeHttpRequests(requests -> {
                    requests.requestMatchers(NEVER_A_TOKEN).permitAll();
                    requests.requestMatchers(HttpMethod.POST, API + "/peers").permitAll();
                    if (access.open())
                        requests.requestMatchers(HttpMethod.GET, OPEN_READS).permitAll();
                    requests.requestMatchers("/api/**").authenticated();
                    requests.anyRequest().permitAll();
                })
                .oauth2ResourceServer(server -> server.bearerTokenResolver(tokenOf())
                        .authenticationManagerResolver(managers(tokens))
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .build();
    }

    /** Nobody watches how long each filter takes, and measuring it takes longer than most of them. */
    @Bean
    SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    private static AuthenticationManagerResolver<HttpServletRequest> managers(TokenIntrospector tokens) {
        AuthenticationManager usual = manager(tokens);
        AuthenticationManager ending = manager(tokens::introspectForEnding);
        return request -> ENDS_ITS_TOKEN.matches(request) ? ending : usual;
    }

    private static AuthenticationManager manager(OpaqueTokenIntrospector tokens) {
        return new ProviderManager(new OpaqueTokenAuthenticationProvider(tokens));
    }

    private static BearerTokenResolver tokenOf() {
        DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
        return request -> {
            if (NEVER_A_TOKEN.matches(request)) return null;
            requireOneAtMost(request);
            return header.resolve(request);
        };
    }

    /** Of two, each server on the way may take another one for the caller's. */
    private static void requireOneAtMost(HttpServletRequest request) {
        if (Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size() <= 1) return;
        ProblemException several = new ProblemException(
                ErrorCode.MALFORMED_REQUEST,
                "There is more than one Authorization header. Send the one that is meant.");
        throw new InvalidBearerTokenException(several.getMessage(), several);
    }

    private static RequestMatcher path(HttpMethod method, String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, API + path);
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        // A token in a header is sent by no browser on its own, so there is nothing for CSRF to forge.
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .anonymous(Customizer.withDefaults())
                // The certificate may be the tracker's own: a browser must not be made to insist on HTTPS for the host.
                .headers(headers -> headers.httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable));
    }
}
