package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives a controller the one who calls, its session, and the address the call came from, as parameters. */
@Component
class CallerArguments implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    static {
        // They are no part of the request that the contract describes.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, CallerHost.class, CallerSession.class);
    }

    private final CallerAddress addresses;

    CallerArguments(CallerAddress addresses) {
        this.addresses = addresses;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type == Caller.class || type == CallerHost.class || type == CallerSession.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer container,
            NativeWebRequest request,
            WebDataBinderFactory binders) {
        if (parameter.getParameterType() == CallerHost.class)
            return addresses.of(request.getNativeRequest(HttpServletRequest.class));
        return parameter.getParameterType() == CallerSession.class ? session() : caller();
    }

    private static Caller caller() {
        return attribute(TokenIntrospector.CALLER) instanceof Caller caller ? caller : Caller.STRANGER;
    }

    private static CallerSession session() {
        if (attribute(TokenIntrospector.TOKEN) instanceof String token) return Tokens.sessionOf(token);
        throw ProblemException.notSignedIn();
    }

    private static Object attribute(String name) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof OAuth2AuthenticatedPrincipal principal
                ? principal.getAttribute(name)
                : null;
    }
}
