package dev.fileswarm.agent.download;

import static dev.fileswarm.agent.download.DownloadState.CANCELLED;
import static dev.fileswarm.agent.download.DownloadState.DONE;
import static dev.fileswarm.agent.download.DownloadState.FAILED;
import static dev.fileswarm.agent.download.DownloadState.FETCHING_MANIFEST;
import static dev.fileswarm.agent.download.DownloadState.FINISHING;
import static dev.fileswarm.agent.download.DownloadState.PAUSED;
import static dev.fileswarm.agent.download.DownloadState.TRANSFERRING;
import static dev.fileswarm.agent.download.DownloadState.WAITING_FOR_SOURCES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DownloadStateTest {
    private static final Map<DownloadState, Set<DownloadState>> LEGAL = Map.of(
            WAITING_FOR_SOURCES, EnumSet.of(FETCHING_MANIFEST, TRANSFERRING, PAUSED, FINISHING, FAILED, CANCELLED),
            FETCHING_MANIFEST, EnumSet.of(WAITING_FOR_SOURCES, TRANSFERRING, PAUSED, FINISHING, FAILED, CANCELLED),
            TRANSFERRING, EnumSet.of(WAITING_FOR_SOURCES, PAUSED, FINISHING, FAILED, CANCELLED),
            PAUSED, EnumSet.of(WAITING_FOR_SOURCES, FINISHING, FAILED, CANCELLED),
            FINISHING, EnumSet.of(DONE, FAILED, CANCELLED),
            DONE, EnumSet.noneOf(DownloadState.class),
            FAILED, EnumSet.noneOf(DownloadState.class),
            CANCELLED, EnumSet.noneOf(DownloadState.class));

    @ParameterizedTest
    @EnumSource(DownloadState.class)
    void only_the_legal_moves_are_possible(DownloadState state) {
        assertThat(Arrays.stream(DownloadState.values()).filter(state::mayBecome))
                .containsExactlyInAnyOrderElementsOf(LEGAL.get(state));
    }
}
