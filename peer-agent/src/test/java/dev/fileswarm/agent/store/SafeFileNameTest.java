package dev.fileswarm.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.hash.TestContent;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeFileNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "film (2) final.mkv", "...", "-rf", "naïve 名前 😀", "a..b", "tar.gz."})
    void ordinary_names_are_used_as_they_are(String name) throws Exception {
        assertThat(SafeFileName.chosen(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "/",
                "a/b",
                "../a",
                "/etc/passwd",
                "a\0b",
                "a\nb",
                "\u001b[2J",
                "a\u0085b",
                "\ud800"
            })
    void names_that_leave_the_folder_or_garble_a_terminal_are_refused(String name, @TempDir Path folder) {
        assertThatThrownBy(() -> SafeFileName.chosen(name)).satisfies(StoreKind.is(StoreException.Kind.NAME_REFUSED));
        assertThatThrownBy(() -> SafeFileName.foreign(name))
                .satisfies(StoreKind.is(StoreException.Kind.NAME_REFUSED))
                .message()
                .doesNotContainPattern("\\p{Cntrl}");
        assertThatThrownBy(() ->
                        PartFile.open(folder, name, TestContent.standard(1).id()))
                .satisfies(StoreKind.is(StoreException.Kind.NAME_REFUSED));
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {".profile", "...", "photo\u202Egpj.exe", "a\u2066b"})
    void names_that_hide_or_deceive_are_refused_from_others(String name) throws Exception {
        assertThat(SafeFileName.chosen(name)).isEqualTo(name);
        assertThatThrownBy(() -> SafeFileName.foreign(name))
                .satisfies(StoreKind.is(StoreException.Kind.NAME_REFUSED))
                .hasMessageContaining("choose another one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\u3000",
                "\u200B",
                "\uFEFF",
                "\u200B\u2060",
                "photo\u202Egpj.exe",
                "a\u2066b",
                "a\u2028b",
                "a\nb"
            })
    void names_that_nobody_can_see_or_that_read_as_others_are_not_offered(String name) {
        assertThatThrownBy(() -> SafeFileName.offered(name))
                .satisfies(StoreKind.is(StoreException.Kind.NAME_REFUSED))
                .message()
                .doesNotContainPattern("[\\p{Cntrl}\\u2028\u202E\u2066]");
    }

    @ParameterizedTest
    @ValueSource(strings = {".hidden", "می\u200cخواهم.txt", "\uD83D\uDC69\u200D\uD83D\uDCBB.png", "שלום.txt", " a "})
    void names_of_any_language_are_offered(String name) throws Exception {
        assertThat(SafeFileName.offered(name)).isEqualTo(name);
    }

    @Test
    void the_limit_counts_bytes() throws Exception {
        assertThat(SafeFileName.foreign("ä".repeat(127) + "b")).hasSize(128);
        assertThatThrownBy(() -> SafeFileName.foreign("ä".repeat(128))).hasMessageContaining("longer than 255 bytes");
    }

    @Test
    void shown_text_has_nothing_that_moves_the_cursor_or_turns_the_line() {
        assertThat(SafeFileName.display("a\u001b[31mb\u202Ec\u2066d\u200Ee\u0007\r\nf\u2028g\u0085h\ud800i"))
                .isEqualTo("a[31mbcdefghi");
        assertThat(SafeFileName.display("Größe 名前 😀")).isEqualTo("Größe 名前 😀");
    }
}
