package dev.fileswarm.tracker.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses parameters that an operation does not have: they are misspelt as a rule, and the answer would be about all. */
@Component
class UnknownParameters implements HandlerInterceptor, WebMvcConfigurer {
    private static final int MAX_SHOWN = 60;

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query == null || query.isEmpty() || !(handler instanceof HandlerMethod method) || !isOurs(method))
            return true;
        Set<String> names = known.computeIfAbsent(method.getMethod(), key -> names(method));
        for (String part : query.split("&")) {
            String name = decoded(part.split("=", 2)[0]);
            if (!part.isEmpty() && !names.contains(name)) throw unknown(name, names);
        }
        return true;
    }

    /** Spring itself answers OPTIONS, and where there is nothing. */
    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getPackageName().startsWith("dev.fileswarm.");
    }

    private static Set<String> names(HandlerMethod method) {
        Set<String> names = new TreeSet<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
            if (declared == null) continue;
            names.add(declared.name().isEmpty() ? parameter.getParameter().getName() : declared.name());
        }
        return names;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ErrorCode.MALFORMED_REQUEST, "What stands behind the '?' cannot be decoded.", List.of());
        }
    }

    private static ProblemException unknown(String name, Set<String> names) {
        String shown = name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN) + "...";
        String all = names.isEmpty()
                ? "It has none behind the '?'."
                : "Its parameters are: " + String.join(", ", names) + ".";
        return new ProblemException(
                ErrorCode.UNKNOWN_PARAMETER,
                "'" + shown + "' is no parameter of this request. " + all,
                List.of(new FieldProblem(shown, "is no parameter of this request")));
    }
}
