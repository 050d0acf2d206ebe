package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.peer.Announcer;
import dev.fileswarm.tracker.peer.CallerHost;
import dev.fileswarm.tracker.peer.HeartbeatAnswer;
import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.Fails;
import dev.fileswarm.tracker.shared.Caller;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "swarm", description = "Who holds which chunks.")
@RestController
@RequestMapping("/api/v1/announcements")
class AnnouncementController {
    static final String EXAMPLE_CONTENT = "b283788fa43abed20cc491063bfa3a455ebca761853c409a9e3acec9712632bc-9";

    private final Announcements announcements;
    private final Peers peers;
    private final Map<Announcements.Outcome, Counter> announces = new EnumMap<>(Announcements.Outcome.class);

    AnnouncementController(Announcements announcements, Peers peers, MeterRegistry metrics) {
        this.announcements = announcements;
        this.peers = peers;
        for (Announcements.Outcome outcome : Announcements.Outcome.values())
            announces.put(
                    outcome,
                    Counter.builder("fileswarm.announces")
                            .description("Requests that announce what a peer holds")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
    }

    @Operation(
            operationId = "announce",
            summary = "Announce what one holds",
            description = "It is a heartbeat too, and answered like one. For each content the highest (epoch, sequence)"
                    + " stays; repeating a request changes nothing. no-key for a name without a key.")
    @Fails({ErrorCode.BAD_CONTENT_ID, ErrorCode.NO_KEY, ErrorCode.NOT_ALLOWED, ErrorCode.UNKNOWN_PEER})
    @PostMapping
    HeartbeatAnswer announce(@Valid @RequestBody AnnouncementRequest request, Caller caller, CallerHost host) {
        Announcer peer = peers.announcer(caller);
        Collection<Announcement> parsed = request.parsed();
        Stamp stamp = new Stamp(Membership.of(peer.info()), request.epoch(), request.sequence());
        Announcements.Outcome outcome = announcements.announce(stamp, parsed, request.isFull());
        HeartbeatAnswer answer = peers.announced(peer, host, stamp.epoch(), stamp.sequence());
        announces.get(outcome).increment();
        return answer;
    }
}
