package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void a_map_without_an_order_gives_the_same_line_in_every_run() {
        Map<String, Object> nested = Map.of("d", 4, "c", 3);
        assertThat(JsonLine.of("x", Map.of("b", 2, "a", 1, "e", List.of(nested))))
                .isEqualTo("{\"type\":\"x\",\"a\":1,\"b\":2,\"e\":[{\"c\":3,\"d\":4}]}");
    }

    @Test
    void a_map_with_an_order_keeps_it() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("b", 2);
        fields.put("a", null);
        assertThat(JsonLine.of("x", fields)).isEqualTo("{\"type\":\"x\",\"b\":2,\"a\":null}");
    }
}
