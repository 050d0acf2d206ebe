package dev.fileswarm.tracker.problem;

import java.io.IOException;
import java.io.PushbackInputStream;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** JSON is UTF-8 here (RFC 8259): the parser would guess other encodings from the first bytes, and read on in them. */
@ControllerAdvice
class Utf8Bodies extends RequestBodyAdviceAdapter {
    private static final int LOOKED_AT = 4;

    @Override
    public boolean supports(
            MethodParameter parameter, Type target, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage input,
            MethodParameter parameter,
            Type target,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        MediaType type = input.getHeaders().getContentType();
        Charset charset = type == null ? null : type.getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8))
            throw new ProblemException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send JSON in UTF-8, with 'Content-Type: application/json'.");
        PushbackInputStream body = new PushbackInputStream(input.getBody(), LOOKED_AT);
        byte[] first = body.readNBytes(LOOKED_AT);
        for (byte each : first) {
            if (isNeverUtf8(each))
                throw new ProblemException(ErrorCode.MALFORMED_REQUEST, "The body is not JSON in UTF-8.");
        }
        body.unread(first);
        return new Looked(input.getHeaders(), body);
    }

    /** Two of every four bytes of UTF-16 and UTF-32 are these, as JSON begins with ASCII, or with a byte order mark. */
    private static boolean isNeverUtf8(byte each) {
        return each == 0 || each == (byte) 0xFE || each == (byte) 0xFF;
    }

    private record Looked(HttpHeaders headers, PushbackInputStream body) implements HttpInputMessage {
        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public PushbackInputStream getBody() {
            return body;
        }
    }
}
