package dev.fileswarm.tracker.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 8_192, 65_535})
    void a_complete_map_has_all_chunks_and_comes_back_from_its_text(int chunks) {
        ChunkMap map = ChunkMap.complete(chunks);
        assertThat(map.held()).isEqualTo(chunks);
        assertThat(map.isComplete()).isTrue();
        assertThat(ChunkMap.ofText(chunks, map.text())).isEqualTo(map);
        assertThat(ChunkMap.empty(chunks).held()).isZero();
    }

    @Test
    void the_first_chunk_is_the_highest_bit_of_the_first_byte() {
        ChunkMap map = ChunkMap.of(10, new byte[] {(byte) 0b1000_0001, 0b0100_0000});
        assertThat(List.of(map.has(0), map.has(1), map.has(7), map.has(8), map.has(9)))
                .containsExactly(true, false, true, false, true);
        assertThat(map.hasAny(1, 2, 9)).isTrue();
        assertThat(map.hasAny(1, 2, 8)).isFalse();
        assertThat(map.text()).isEqualTo("gUA");
    }

    @Test
    void a_map_of_another_length_or_with_bits_past_its_end_is_refused() {
        assertThatThrownBy(() -> ChunkMap.of(9, new byte[1])).isInstanceOf(InvalidValue.OfChunkMap.class);
        assertThatThrownBy(() -> ChunkMap.of(9, new byte[3])).isInstanceOf(InvalidValue.OfChunkMap.class);
        assertThatThrownBy(() -> ChunkMap.of(9, new byte[] {0, 1})).isInstanceOf(InvalidValue.OfChunkMap.class);
        assertThatThrownBy(() -> ChunkMap.ofText(9, "!!!")).isInstanceOf(InvalidValue.OfChunkMap.class);
        assertThatThrownBy(() -> ChunkMap.ofText(9, "A".repeat(1_000_000))).isInstanceOf(InvalidValue.OfChunkMap.class);
    }

    @Test
    void a_page_ends_with_a_cursor_only_when_more_follows() {
        List<String> found = List.of("a", "b", "c");
        assertThat(Page.cut(found, 3, Cursor::of).next()).isNull();
        Page<String> page = Page.cut(found, 2, Cursor::of);
        assertThat(page.items()).containsExactly("a", "b");
        assertThat(Cursor.parse(page.next(), 1).part(0)).isEqualTo("b");
    }

    @Test
    void a_cursor_keeps_its_parts_and_one_of_another_list_is_refused() {
        String text = Cursor.of("grün", "", "x").text();
        assertThat(Cursor.parse(text, 3).parts()).containsExactly("grün", "", "x");
        for (String bad : List.of("!", "gA", text + "!", "A".repeat(5_000)))
            assertThatThrownBy(() -> Cursor.parse(bad, 3)).isInstanceOf(InvalidValue.OfCursor.class);
        assertThatThrownBy(() -> Cursor.parse(text, 2)).isInstanceOf(InvalidValue.OfCursor.class);
    }

    @Test
    void names_that_differ_in_case_alone_are_equal() {
        assertThat(PeerName.of("Ann")).isEqualTo(PeerName.of("aNN")).hasSameHashCodeAs(PeerName.of("ann"));
        assertThat(PeerName.of("Ann").text()).isEqualTo("Ann");
        assertThatThrownBy(() -> PeerName.of(null)).isInstanceOf(InvalidValue.OfPeerName.class);
    }
}
