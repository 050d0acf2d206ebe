package dev.fileswarm.tracker.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentIdTest {
    private static final String ROOT = "ab".repeat(32);
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final long KIB = 1_024;
    private static final long STANDARD = 256 * KIB;

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "262143, 1, 262143",
        "262144, 1, 262144",
        "262145, 2, 262144",
        "2147483648, 8192, 262144",
        "2147483649, 4097, 524288",
        "4294967296, 8192, 524288",
        "9007199254740991, 8192, 1099511627776",
    })
    void the_standard_layout_follows_from_the_size(long size, int chunks, long chunkBytes) {
        ContentId id = ContentId.of(ROOT + "-" + size);
        assertThat(id.chunkCount()).isEqualTo(chunks);
        assertThat(id.chunkBytes()).isEqualTo(chunkBytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "262144",
                "262145",
                "9007199254740991",
                "1000-c1",
                "1000-c999",
                "1000-n1000",
                "1000-n7",
                "300000-n1",
                "9007199254740991-n65536",
                "9007199254740991-n8193",
                "524288-n3",
                "600000-n3",
                "2147483648-c65536"
            })
    void chunks_cover_the_content_without_gap_or_overlap_and_the_text_comes_back(String rest) {
        ContentId id = ContentId.of(ROOT + "-" + rest);
        long offset = 0;
        long longest = 0;
        for (int chunk = 0; chunk < id.chunkCount(); chunk++) {
            assertThat(id.chunkOffset(chunk)).isEqualTo(offset);
            assertThat(id.chunkLength(chunk)).isPositive();
            longest = Math.max(longest, id.chunkLength(chunk));
            offset += id.chunkLength(chunk);
        }
        assertThat(offset).isEqualTo(id.sizeBytes());
        assertThat(longest).isEqualTo(id.chunkBytes());
        assertThat(id.text()).isEqualTo(ROOT + "-" + rest);
        assertThat(ContentId.of(id.text())).isEqualTo(id);
    }

    @Test
    void a_chosen_number_of_chunks_is_cut_as_exact_arithmetic_cuts_it() {
        ContentId id = ContentId.of(ROOT + "-" + ContentId.MAX_SIZE_BYTES + "-n65521");
        for (int chunk = 0; chunk < 65_521; chunk += 997) {
            BigInteger exact = BigInteger.valueOf(chunk)
                    .multiply(BigInteger.valueOf(ContentId.MAX_SIZE_BYTES))
                    .divide(BigInteger.valueOf(65_521));
            assertThat(id.chunkOffset(chunk)).isEqualTo(exact.longValueExact());
        }
    }

    @Test
    void an_empty_content_has_one_id_and_no_chunks() {
        ContentId id = ContentId.of(NOTHING + "-0");
        assertThat(id.chunkCount()).isZero();
        assertThat(id.chunkBytes()).isZero();
        refused(ROOT + "-0");
        refused(NOTHING + "-0-n1");
        refused(NOTHING + "-0-c1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"262144-n1", "1-n1", "524288-n2", "300000-c262144", "524288-c262144", "2147483648-n8192"})
    void a_suffix_that_says_what_the_standard_layout_is_anyway_is_refused_with_the_right_id(String rest) {
        String canonical = ROOT + "-" + rest.substring(0, rest.indexOf('-'));
        assertThatThrownBy(() -> ContentId.of(ROOT + "-" + rest))
                .isInstanceOf(InvalidValue.OfContentId.class)
                .hasMessageContaining(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "01",
                "1-",
                "1-c",
                "1-c0",
                "1-c1",
                "1-c2",
                "1-n0",
                "1-n2",
                "5-n05",
                "5-x5",
                "5-c2-n2",
                "5-n2-",
                "9007199254740992",
                "99999999999999999999",
                "70000-n65537",
                "70000-c1",
                "1000000-n99999999999",
                " 5",
                "5 "
            })
    void what_is_no_content_id_is_refused(String rest) {
        refused(ROOT + "-" + rest);
    }

    @Test
    void a_root_is_sixty_four_lower_case_hex_digits() {
        refused("AB".repeat(32) + "-5");
        refused("ab".repeat(31) + "-5");
        refused("xy".repeat(32) + "-5");
        refused(null);
    }

    @Test
    void a_chunk_that_is_not_there_is_said_to_be_missing() {
        ContentId id = ContentId.of(ROOT + "-" + (STANDARD + 1));
        assertThatThrownBy(() -> id.checked(2))
                .isInstanceOf(InvalidValue.OfChunk.class)
                .hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> id.checked(-1)).isInstanceOf(InvalidValue.OfChunk.class);
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> ContentId.of(text)).isInstanceOf(InvalidValue.OfContentId.class);
    }
}
