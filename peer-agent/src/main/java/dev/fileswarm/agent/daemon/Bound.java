package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.diagnosis.Finding;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.PeerName;
import java.util.List;

/**
 * Something that bounds a download, as it is told to commands: what it is, and those of the fields that belong to it.
 *
 * @param bound one word for it, stable
 * @param peers whom it is about; empty where it is about nobody in particular
 * @param chunks some of those it is about
 * @param count of chunks, or of holders
 * @param bytesPerSecond what comes
 * @param limitBytesPerSecond the limit that was set
 * @param percent of time, or of datagrams
 * @param seconds of silence, or of a round trip
 * @param why what lies behind it, for people
 */
public record Bound(
        String bound,
        List<String> peers,
        List<Integer> chunks,
        Integer count,
        Long bytesPerSecond,
        Long limitBytesPerSecond,
        Double percent,
        Double seconds,
        String why) {
    public static final String FINISHED = "finished";
    public static final String PARTIAL = "partial";
    public static final String PAUSED = "paused";
    public static final String FAILED = "failed";
    public static final String NO_AGENT = "no-agent";
    public static final String NAMING = "naming";
    public static final String TRACKER_AWAY = "tracker-away";
    public static final String NO_SOURCE = "no-source";
    public static final String REACHING = "reaching";
    public static final String NO_MANIFEST = "no-manifest";
    public static final String NO_HOLDER = "no-holder";
    public static final String SILENT = "silent";
    public static final String YOUR_LIMIT = "your-limit";
    public static final String DISK = "disk";
    public static final String PROCESSOR = "processor";
    public static final String LOSS = "loss";
    public static final String LINK = "link";
    public static final String EVERYBODY_BUSY = "everybody-busy";
    public static final String GROWING = "growing";

    static Bound of(Finding finding) {
        return switch (finding) {
            case Finding.Finished _ -> plain(FINISHED);
            case Finding.Partial _ -> plain(PARTIAL);
            case Finding.Paused _ -> plain(PAUSED);
            case Finding.NoAgent _ -> plain(NO_AGENT);
            case Finding.Naming _ -> plain(NAMING);
            case Finding.NoManifest _ -> plain(NO_MANIFEST);
            case Finding.Failed(String why) -> because(FAILED, why);
            case Finding.TrackerAway(String why) -> because(TRACKER_AWAY, why);
            case Finding.NoSource(String why) -> because(NO_SOURCE, why);
            case Finding.Reaching(String what) -> because(REACHING, what);
            case Finding.NoHolder(List<ChunkIndex> first, int count) -> {
                List<Integer> chunks = first.stream().map(ChunkIndex::value).toList();
                yield new Bound(NO_HOLDER, List.of(), chunks, count, null, null, null, null, null);
            }
            case Finding.Silent(List<PeerName> peers, double seconds) ->
                new Bound(SILENT, names(peers), List.of(), null, null, null, null, seconds, null);
            case Finding.YourLimit(long limit, long rate) ->
                new Bound(YOUR_LIMIT, List.of(), List.of(), null, rate, limit, null, null, null);
            case Finding.Disk(double share) -> share(DISK, List.of(), share, null);
            case Finding.Processor(double share) -> share(PROCESSOR, List.of(), share, null);
            case Finding.Loss(PeerName peer, double share, double rtt) -> share(LOSS, List.of(peer), share, rtt);
            case Finding.OneLink(PeerName peer, long rate, double latency) ->
                new Bound(LINK, names(List.of(peer)), List.of(), null, rate, null, null, latency, null);
            case Finding.EverybodyBusy(int holders, int busy, long rate) ->
                new Bound(
                        EVERYBODY_BUSY, List.of(), List.of(), holders, rate, null, 100.0 * busy / holders, null, null);
            case Finding.Growing(long rate) ->
                new Bound(GROWING, List.of(), List.of(), null, rate, null, null, null, null);
        };
    }

    private static Bound plain(String bound) {
        return because(bound, null);
    }

    private static Bound because(String bound, String why) {
        return new Bound(bound, List.of(), List.of(), null, null, null, null, null, why);
    }

    private static Bound share(String bound, List<PeerName> peers, double share, Double seconds) {
        return new Bound(bound, names(peers), List.of(), null, null, null, 100 * share, seconds, null);
    }

    private static List<String> names(List<PeerName> peers) {
        return peers.stream().map(PeerName::value).toList();
    }
}
