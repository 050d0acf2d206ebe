package dev.fileswarm.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldWordsTest {
    @ParameterizedTest
    @CsvSource({
        "REG anna, register anna",
        "reg anna, register anna",
        "PUT a.txt b.txt, offer a.txt b.txt",
        "LST, list",
        "connect anna, register anna",
        "Disconnect, logout",
        "get_users, who",
        "GET_LIST_FILE, list",
        "download a.txt, get a.txt",
        "download, get",
        "download a.txt 3, get a.txt --chunks 3",
        "download a.txt 3 5, 'get a.txt --chunks 3,5'",
        "whoelse, who",
        "whoelsesince 60, who --since 60",
        "whoelsesince, who --since",
        "register a.txt 10, offer a.txt --chunks 10",
        "searchFile a.txt, search-file a.txt",
        "SEARCHCHUNK a.txt 0 2, search-chunk a.txt 0 2",
        "startprivate bob, private start bob",
        "stopprivate bob, private stop bob",
        "publish a.txt, offer a.txt",
        "request a.txt bob, get a.txt --from bob",
        "request a.txt, get a.txt",
        "dereg, logout",
        "dereg anna, logout anna"
    })
    void an_old_line_is_a_command_here(String typed, String meant) {
        assertThat(OldWords.meaningOf(ShellLine.of(typed))).isEqualTo(new OldWords.Run(List.of(meant.split(" "))));
    }

    @ParameterizedTest
    @CsvSource({"register anna", "register anna --json", "list", "get a.txt", "message bob hi", "nothing"})
    void a_line_that_is_meant_as_here_is_left_alone(String typed) {
        assertThat(OldWords.meaningOf(ShellLine.of(typed))).isNull();
    }

    @Test
    void words_of_the_transfer_are_explained_and_not_run() {
        for (String word : List.of("UDP_SEND", "udp_recv", "Proceed")) {
            assertThat(OldWords.meaningOf(ShellLine.of(word + " x"))).isInstanceOf(OldWords.Explained.class);
        }
    }
}
