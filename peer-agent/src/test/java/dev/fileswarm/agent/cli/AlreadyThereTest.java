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

class AlreadyThereTest {
    /** Of the three bytes "abc". */
    private static final String CONTENT = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad-3";

    @TempDir
    Path folder;

    private AlreadyThere there() {
        FetchRequest request = new FetchRequest(CONTENT, "abc.txt", folder.toString(), null, null, false, null, null);
        return new AlreadyThere(request, Output.of(new CommandLineRunner(folder).surroundings(), false, true));
    }

    private FetchReport refuse(String lyingThere) throws IOException, AgentException {
        Files.writeString(folder.resolve("abc.txt"), lyingThere);
        throw new AgentException(AgentException.Kind.FAILED, "file-exists", "it exists already", "");
    }

    @Test
    void the_wanted_file_is_the_result_when_it_lies_there() throws Exception {
        FetchReport report = there().orFetched(() -> refuse("abc"));

        assertThat(report.complete()).isTrue();
        assertThat(report.file()).isEqualTo(folder.resolve("abc.txt").toString());
        assertThat(report.lastByte()).isEqualTo('c');
    }

    @Test
    void another_file_is_in_the_way_whatever_its_size() {
        assertThatThrownBy(() -> there().orFetched(() -> refuse("abd"))).isInstanceOf(AgentException.class);
        assertThat(folder.resolve("abc.txt")).hasContent("abd");
        assertThatThrownBy(() -> there().orFetched(() -> refuse("abcd"))).isInstanceOf(AgentException.class);
    }

    @Test
    void a_link_to_the_file_is_in_the_way() throws IOException {
        Path other = Files.writeString(folder.resolve("other.txt"), "abc");
        Files.createSymbolicLink(folder.resolve("abc.txt"), other);

        assertThatThrownBy(() -> there().orFetched(() -> {
                    throw new AgentException(AgentException.Kind.FAILED, "file-exists", "it exists already", "");
                }))
                .isInstanceOf(AgentException.class);
    }
}
