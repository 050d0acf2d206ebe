package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.FetchReport;
import dev.fileswarm.agent.daemon.PeerShare;
import dev.fileswarm.agent.daemon.Transports;
import dev.fileswarm.agent.model.Count;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells what a download came to: how much, how fast, from whom, and the value of the last byte. */
final class FetchLines {
    private FetchLines() {}

    static void toAnswer(Output output, FetchReport report) {
        output.line(of(report.file(), report));
        output.line(report.content());
        output.result(RecordFields.of(report));
    }

    /** Where the answer is the file itself. */
    static void toNotes(Output output, String file, FetchReport report) {
        output.progress("");
        output.note(of(file, report));
        output.note(report.content());
    }

    static String of(String file, FetchReport report) {
        String givers = report.peers().stream().map(FetchLines::giver).collect(Collectors.joining(", "));
        String what = report.complete()
                ? "100 %, " + Sizes.of(report.size()) + " verified"
                : report.heldChunks() + " of " + Count.of(report.chunks(), "chunk") + " verified";
        return String.format(
                Locale.ROOT,
                "%s: %s%s%s%s%s",
                file,
                what,
                report.bytes() == 0 ? "" : speed(report),
                givers.isEmpty() ? "" : ", from " + givers,
                carriers(report.transports()),
                report.lastByte() == null ? "" : ", last byte " + report.lastByte());
    }

    private static String speed(FetchReport report) {
        return String.format(
                Locale.ROOT, " in %.1f s (%s)", report.seconds(), Sizes.rate(report.bytes() / report.seconds()));
    }

    private static String carriers(Transports transports) {
        if (transports == null) return "";
        if (transports.udpBytes() == 0) return transports.tcpBytes() == 0 ? "" : ", over TCP";
        String udp = ", over UDP " + Sizes.of(transports.udpBytes()) + " " + transports.udpQuality();
        return transports.tcpBytes() == 0 ? udp : udp + " and TCP " + Sizes.of(transports.tcpBytes());
    }

    private static String giver(PeerShare peer) {
        return peer.peer() + " " + Sizes.of(peer.bytes());
    }
}
