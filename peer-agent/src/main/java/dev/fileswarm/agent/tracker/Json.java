package dev.fileswarm.agent.tracker;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * The bodies of requests and answers. Fields that this version does not know are passed over, and a number or a truth that is
 * left out is 0 or false.
 */
final class Json {
    private static final int MAX_DEPTH = 16;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(words())
            .build();

    private Json() {}

    static byte[] write(Object body) {
        return MAPPER.writeValueAsBytes(body);
    }

    /** @throws tools.jackson.core.JacksonException if the text is not such a value */
    static <T> T read(byte[] body, JavaType type) {
        return MAPPER.readValue(body, type);
    }

    static JavaType type(Class<?> type, Class<?>... parameters) {
        return parameters.length == 0
                ? MAPPER.constructType(type)
                : MAPPER.getTypeFactory().constructParametricType(type, parameters);
    }

    private static SimpleModule words() {
        SimpleModule module = new SimpleModule("words");
        add(module, ContentId.class, ContentId::parse);
        add(module, PeerName.class, PeerName::new);
        add(module, PeerKey.class, PeerKey::parse);
        return module;
    }

    private static <T> void add(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new TextDeserializer<>(type, parse));
    }

    /** Reads a value that is written as one text. */
    private static final class TextDeserializer<T> extends StdScalarDeserializer<T> {
        private final Function<String, T> parse;

        TextDeserializer(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.getValueAsString();
            try {
                if (text != null) return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw context.weirdStringException(text, handledType(), e.getMessage());
            }
            return context.reportInputMismatch(this, "expected a text");
        }
    }
}
