package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.FetchReport;
import dev.fileswarm.agent.daemon.FetchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedMeanwhileTest {
    /** Of the three bytes "abc". */
    private static final String CONTENT = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad-3";

    @TempDir
    Path folder;

    private FetchedMeanwhile meanwhile() {
        FetchRequest request = new FetchRequest(CONTENT, "abc.txt", folder.toString(), null, null, false, null, null);
        return new FetchedMeanwhile(request, Output.of(new CommandLineRunner(folder).surroundings(), false, true));
    }

    private FetchReport refuse(String lyingThere) throws IOException, AgentException {
        Files.writeString(folder.resolve("abc.txt"), lyingThere);
        throw new AgentException(AgentException.Kind.FAILED, "file-exists", "it exists already", "");
    }

    @Test
    void a_file_that_came_to_be_there_while_this_one_waited_is_the_result() throws Exception {
        FetchReport report = meanwhile().unlessThere(() -> refuse("abc"));

        assertThat(report.complete()).isTrue();
        assertThat(report.file()).isEqualTo(folder.resolve("abc.txt").toString());
        assertThat(report.lastByte()).isEqualTo('c');
    }

    @Test
    void another_file_that_came_to_be_there_is_in_the_way() {
        assertThatThrownBy(() -> meanwhile().unlessThere(() -> refuse("abd"))).isInstanceOf(AgentException.class);
        assertThat(folder.resolve("abc.txt")).hasContent("abd");
    }

    @Test
    void a_file_that_was_there_before_is_in_the_way_even_if_it_is_the_same() throws IOException {
        Files.writeString(folder.resolve("abc.txt"), "abc");

        assertThatThrownBy(() -> meanwhile().unlessThere(() -> refuse("abc"))).isInstanceOf(AgentException.class);
    }
}
