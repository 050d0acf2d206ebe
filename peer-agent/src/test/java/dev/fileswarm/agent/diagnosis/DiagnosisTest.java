package dev.fileswarm.agent.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.diagnosis.Measurements.Stage;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.PeerName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One case for each thing that may bound a download, and those where several do. */
class DiagnosisTest {
    private static final Line UNLIMITED = new Line(0, 5_000_000);
    private static final ChunkIndex SEVENTEEN = new ChunkIndex(17);

    /** A peer that sends a megabyte a second, and could not be asked for more. */
    private static SourceMeasurement full(String name) {
        return new SourceMeasurement(new PeerName(name), 1_000_000, 500_000, true, false, false, 0.1, 0.02, 0, 0, 0);
    }

    private static SourceMeasurement roomy(String name) {
        return new SourceMeasurement(new PeerName(name), 1_000_000, 500_000, true, true, false, 0.1, 0.02, 0, 0, 0);
    }

    private static SourceMeasurement useless(String name) {
        return new SourceMeasurement(new PeerName(name), 0, 0, false, true, false, 0, 0.02, 0, 0, 0);
    }

    private static SourceMeasurement busy(String name) {
        return new SourceMeasurement(new PeerName(name), 0, 0, true, false, true, 0, 0.02, 0, 0, 0);
    }

    private static SourceMeasurement silent(String name, double seconds) {
        return new SourceMeasurement(new PeerName(name), 0, 500_000, true, false, false, seconds, 0.02, 0, 0, 0);
    }

    private static SourceMeasurement waiting(String name, double share) {
        return new SourceMeasurement(
                new PeerName(name), 1_000_000, 500_000, true, false, false, 0.1, 0.02, share, 0, 0);
    }

    private static SourceMeasurement lossy(String name, long rate, double loss) {
        return new SourceMeasurement(new PeerName(name), rate, 500_000, true, false, false, 0.1, 0.02, 0, loss, 0.05);
    }

    private static Measurements fetching(SourceMeasurement... sources) {
        return new Measurements(Stage.FETCHING, 2_000_000, List.of(sources), List.of(), 0, null, "", "", "", 0);
    }

    private static Measurements nobody(String trackerTrouble, String reaching, String why) {
        return new Measurements(Stage.FETCHING, 0, List.of(), List.of(), 0, null, trackerTrouble, reaching, why, 0);
    }

    private static Measurements at(Stage stage, SourceMeasurement... sources) {
        return new Measurements(stage, 0, List.of(sources), List.of(), 0, null, "", "", "", 0);
    }

    private static Measurements lacking(SourceMeasurement... sources) {
        return new Measurements(
                Stage.FETCHING, 2_000_000, List.of(sources), List.of(SEVENTEEN), 1, null, "", "", "", 0);
    }

    private static List<Finding> find(Measurements measured) {
        return Diagnosis.of(measured, UNLIMITED);
    }

    @Test
    void a_paused_one_is_paused_whoever_is_linked() {
        assertThat(find(at(Stage.PAUSED, full("bob")))).containsExactly(new Finding.Paused());
    }

    @Test
    void one_that_has_everything_waits_for_its_name() {
        assertThat(find(at(Stage.NAMING))).containsExactly(new Finding.Naming());
    }

    @Test
    void without_sources_the_tracker_that_is_away_is_why() {
        assertThat(find(nobody("nothing listens there", "connecting to bob", "bob: gone")))
                .containsExactly(new Finding.TrackerAway("nothing listens there"));
    }

    @Test
    void without_sources_it_is_said_whom_it_tries_to_reach() {
        assertThat(find(nobody("", "connecting to bob", "")))
                .containsExactly(new Finding.Reaching("connecting to bob"));
    }

    @Test
    void without_anybody_to_reach_no_source_is_online() {
        assertThat(find(nobody("", "", "bob: refused"))).containsExactly(new Finding.NoSource("bob: refused"));
    }

    @Test
    void before_the_chunks_hashes_are_here_they_are_what_it_waits_for() {
        assertThat(find(at(Stage.WITHOUT_MANIFEST, full("bob")))).containsExactly(new Finding.NoManifest());
    }

    @Test
    void before_the_chunks_hashes_are_here_it_still_needs_somebody_to_ask() {
        assertThat(find(at(Stage.WITHOUT_MANIFEST))).containsExactly(new Finding.NoSource(""));
    }

    @Test
    void a_chunk_that_nobody_holds_bounds_it_when_nobody_has_anything_else() {
        assertThat(find(lacking(useless("bob"), useless("carol"))))
                .containsExactly(new Finding.NoHolder(List.of(SEVENTEEN), 1));
    }

    @Test
    void a_chunk_that_nobody_holds_comes_second_while_others_come() {
        assertThat(find(lacking(full("bob"))))
                .containsExactly(
                        new Finding.OneLink(new PeerName("bob"), 1_000_000, 0.02),
                        new Finding.NoHolder(List.of(SEVENTEEN), 1));
    }

    @Test
    void the_limit_bounds_it_when_about_so_much_comes() {
        assertThat(Diagnosis.of(fetching(full("bob"), full("carol")), new Line(2_000_000, 1_950_000)))
                .containsExactly(new Finding.YourLimit(2_000_000, 1_950_000));
    }

    @Test
    void a_limit_far_above_what_comes_bounds_nothing() {
        assertThat(Diagnosis.of(fetching(full("bob"), full("carol")), new Line(20_000_000, 1_950_000)))
                .containsExactly(new Finding.EverybodyBusy(2, 0, 2_000_000));
    }

    @Test
    void the_disk_bounds_it_when_links_wait_and_writing_takes_the_time() {
        Measurements slowDisk =
                new Measurements(Stage.FETCHING, 9, List.of(waiting("bob", 0.6)), List.of(), 0, null, "", "", "", 0.8);

        assertThat(find(slowDisk)).containsExactly(new Finding.Disk(0.6));
    }

    @Test
    void the_processor_bounds_it_when_links_wait_and_hashing_takes_the_time() {
        assertThat(find(fetching(waiting("bob", 0.6)))).containsExactly(new Finding.Processor(0.6));
    }

    @Test
    void a_link_that_waits_and_brings_little_says_nothing_of_the_machine() {
        SourceMeasurement small =
                new SourceMeasurement(new PeerName("bob"), 1_000, 500_000, true, false, false, 0.1, 0.02, 0.9, 0, 0);

        assertThat(find(fetching(small, full("carol")))).containsExactly(new Finding.EverybodyBusy(2, 0, 2_000_000));
    }

    @Test
    void loss_on_the_way_from_whoever_gives_most_bounds_it() {
        assertThat(find(fetching(lossy("bob", 2_000_000, 0.08), full("carol"))))
                .containsExactly(new Finding.Loss(new PeerName("bob"), 0.08, 0.05));
    }

    @Test
    void loss_on_a_link_that_gives_little_bounds_nothing() {
        assertThat(find(fetching(lossy("bob", 2_000, 0.08), full("carol"))))
                .containsExactly(new Finding.EverybodyBusy(2, 0, 2_000_000));
    }

    @Test
    void one_holder_whose_queue_is_full_is_bound_by_its_link() {
        assertThat(find(fetching(full("bob"), useless("carol"))))
                .containsExactly(new Finding.OneLink(new PeerName("bob"), 1_000_000, 0.02));
    }

    @Test
    void several_holders_with_full_queues_are_all_busy() {
        assertThat(find(fetching(full("bob"), full("carol"), full("dave"))))
                .containsExactly(new Finding.EverybodyBusy(3, 0, 2_000_000));
    }

    @Test
    void holders_that_say_so_are_busy_even_if_it_is_only_one() {
        assertThat(find(fetching(busy("bob")))).containsExactly(new Finding.EverybodyBusy(1, 1, 2_000_000));
        assertThat(find(fetching(busy("bob"), full("carol"))))
                .containsExactly(new Finding.EverybodyBusy(2, 1, 2_000_000));
    }

    @Test
    void holders_that_answer_nothing_are_silent_as_long_as_the_last_of_them() {
        assertThat(find(fetching(silent("bob", 9), silent("carol", 3))))
                .containsExactly(new Finding.Silent(List.of(new PeerName("bob"), new PeerName("carol")), 3));
    }

    @Test
    void one_silent_holder_among_others_is_no_reason() {
        assertThat(find(fetching(silent("bob", 9), full("carol"))))
                .containsExactly(new Finding.EverybodyBusy(2, 0, 2_000_000));
    }

    @Test
    void at_the_end_the_one_that_still_owes_something_bounds_it() {
        Measurements ending = new Measurements(
                Stage.FETCHING,
                1_000_000,
                List.of(roomy("bob"), roomy("carol")),
                List.of(),
                0,
                new PeerName("bob"),
                "",
                "",
                "",
                0);

        assertThat(find(ending)).containsExactly(new Finding.OneLink(new PeerName("bob"), 1_000_000, 0.02));
    }

    @Test
    void while_more_could_be_asked_the_rates_are_still_found() {
        assertThat(find(fetching(roomy("bob"), full("carol")))).containsExactly(new Finding.Growing(2_000_000));
    }

    @Test
    void a_tracker_that_is_away_comes_last_while_blocks_come() {
        Measurements away = new Measurements(
                Stage.FETCHING,
                2_000_000,
                List.of(full("bob"), full("carol")),
                List.of(),
                0,
                null,
                "nothing listens there",
                "",
                "",
                0);

        assertThat(find(away))
                .containsExactly(
                        new Finding.EverybodyBusy(2, 0, 2_000_000), new Finding.TrackerAway("nothing listens there"));
    }

    @Test
    void linked_peers_that_hold_nothing_new_leave_it_waiting_for_what_it_asked() {
        assertThat(find(fetching(useless("bob")))).containsExactly(new Finding.Growing(2_000_000));
    }
}
