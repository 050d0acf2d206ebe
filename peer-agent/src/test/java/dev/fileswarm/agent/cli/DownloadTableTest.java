package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.daemon.DownloadStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a download stands, in one line. */
class DownloadTableTest {
    private static DownloadStatus download(String state, String problem) {
        return new DownloadStatus("a.bin", "/into", "id", state, 500, 1_000, 0, null, List.of(), null, problem, null);
    }

    @Test
    void one_that_is_listed_says_what_goes_on_with_it() {
        assertThat(DownloadTable.line(download(DownloadStatus.FAILED, "nobody is there")))
                .endsWith("failed  nobody is there; \"resume\" goes on with it");
        assertThat(DownloadTable.line(download(DownloadStatus.PARTIAL, null))).contains("\"resume\"");
    }

    @Test
    void one_that_is_off_the_list_does_not_speak_of_resuming_it() {
        assertThat(DownloadTable.offTheList(download(DownloadStatus.FAILED, "nobody is there")))
                .isEqualTo("a.bin  50 % of 1000 B  failed  nobody is there");
        assertThat(DownloadTable.offTheList(download(DownloadStatus.PARTIAL, null)))
                .isEqualTo("a.bin  50 % of 1000 B  partial");
    }
}
