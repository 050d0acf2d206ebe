package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.message.Inboxes;
import dev.fileswarm.tracker.peer.CallerSession;
import dev.fileswarm.tracker.peer.Cluster;
import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.PeerInfo;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.Fails;
import dev.fileswarm.tracker.shared.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "events", description = "What happens, as it happens.")
@RestController
@RequestMapping("/api/v1/events")
class EventController {
    private final Feed feed;
    private final Streams streams;
    private final Replay replay;
    private final Peers peers;
    private final Inboxes inboxes;
    private final ServerSentEvents events;
    private final Cluster cluster;
    private final FeedSettings settings;
    private final Clock clock;

    EventController(
            Feed feed,
            Streams streams,
            Replay replay,
            Peers peers,
            Inboxes inboxes,
            ServerSentEvents events,
            Cluster cluster,
            FeedSettings settings,
            Clock clock) {
        this.feed = feed;
        this.streams = streams;
        this.replay = replay;
        this.peers = peers;
        this.inboxes = inboxes;
        this.events = events;
        this.cluster = cluster;
        this.settings = settings;
        this.clock = clock;
    }

    @Operation(operationId = "streamEvents", summary = "Hear what happens (server-sent events)", description = """
                    One stream for each session: a new one ends the old one. Events are hints, and may come more than \
                    once; the resources are the truth.

                    | event | data |
                    |---|---|
                    | `ready` | `{trackerId, leaseSeconds}`; always first |
                    | `peer-online` | a Peer; also when its addresses changed |
                    | `peer-offline` | `{name, lastSeenAt}` |
                    | `offers` | `{added: [Offer], removed: [{content, name, owner}]}`, gathered for up to 250 ms |
                    | `message` | a Message of one's inbox, which stays there until it is acknowledged |
                    | `introduction` | `{from: Peer, credential, credentialExpiresAt}`: somebody wants a private link |
                    | `resync` | `{reason}`: events are gone that this client has not seen, read the resources again |
                    | `cursor` | `{}`: nothing happened; only its id counts |
                    | `goodbye` | `{reason}`: `shutting-down`, `too-slow`, `replaced` or `signed-out`; the stream ends |

                    Each event's id is a cursor. Whoever comes back with the last one as `Last-Event-ID`, to any \
                    tracker of the same store, gets what came since, for 15 minutes or so. A comment every 10 seconds \
                    shows that the stream is alive.""")
    @ApiResponse(
            responseCode = "200",
            description = "The stream.",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @Fails({ErrorCode.UNKNOWN_PEER, ErrorCode.NOT_ALLOWED, ErrorCode.TOO_MANY})
    @GetMapping
    void stream(
            @Parameter(description = "What to hear of: presence, files, messages, introductions; all when absent.")
                    @RequestParam(required = false)
                    List<String> topics,
            @Parameter(description = "The id of the last event that was seen.")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    String lastEventIdHeader,
            @Parameter(description = "The same, for clients that cannot set headers.") @RequestParam(required = false)
                    String lastEventId,
            Caller caller,
            CallerSession session,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        PeerInfo member = peers.member(caller);
        Set<Topic> wanted = Topic.parse(topics);
        // Whoever asks for the head alone waits for its end.
        if (request.getMethod().equals("HEAD")) {
            describe(response);
            return;
        }
        streams.refuseTooMany();
        Optional<StreamMail> mail = wanted.contains(Topic.MESSAGES)
                ? Optional.of(new StreamMail(inboxes, Membership.of(member), clock.instant()))
                : Optional.empty();
        EventStream stream = new EventStream(member, session, wanted, settings.queue());
        try {
            Feed.Start start = feed.join(stream);
            serve(stream, mail, start, lastEventIdHeader == null ? lastEventId : lastEventIdHeader, response);
        } finally {
            streams.remove(stream);
        }
    }

    private static void describe(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Proxies that gather answers are asked to let this one through.
        response.setHeader("X-Accel-Buffering", "no");
    }

    private void serve(
            EventStream stream,
            Optional<StreamMail> mail,
            Feed.Start start,
            String lastEventId,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        describe(response);
        OutputStream out = response.getOutputStream();
        StreamLoop loop = new StreamLoop(stream, mail, events, out, settings.heartbeat());
        EventViews.Ready ready = new EventViews.Ready(cluster.trackerId(), Peers.LEASE.toSeconds());
        Optional<FeedCursor> from =
                lastEventId == null || lastEventId.isEmpty() ? Optional.empty() : replay.resumable(lastEventId, start);
        loop.begin(ready, from.orElse(start.cursor()));
        if (from.isPresent()) loop.replay(replay, from.get(), start.cursor());
        else if (lastEventId != null && !lastEventId.isEmpty()) loop.resync("too-old", start.cursor());
        loop.run(feed::cursor, () -> peers.isSignedIn(stream.session()));
    }
}
