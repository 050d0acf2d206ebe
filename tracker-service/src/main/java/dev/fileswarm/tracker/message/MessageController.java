package dev.fileswarm.tracker.message;

import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.Fails;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.Cursor;
import dev.fileswarm.tracker.shared.Page;
import dev.fileswarm.tracker.shared.PeerName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(
        name = "messages",
        description = "To one, or to everybody online. They are kept until the receiver acknowledges them.")
@RestController
@RequestMapping("/api/v1")
class MessageController {
    private static final String ID_FORM = "[A-Za-z0-9._-]{1,64}";
    private static final String ID_MESSAGE = "must be 1 to 64 of A-Z a-z 0-9 . _ -";
    private static final String ID_DESCRIPTION =
            "Made by the sender. The same sender repeating it within a day is answered 200 and sends nothing again, so"
                    + " that a retry is safe.";
    private static final String TEXT_DESCRIPTION = "1 to 4096 characters (code points), not only white space.";
    private static final int MAX_ACKNOWLEDGED = 1_000;

    private final Messages messages;
    private final Inboxes inboxes;
    private final Peers peers;

    MessageController(Messages messages, Inboxes inboxes, Peers peers) {
        this.messages = messages;
        this.inboxes = inboxes;
        this.peers = peers;
    }

    record MessageRequest(
            @NotNull @Schema(description = "The receiver.", example = "ann")
            String to,

            @NotNull @Schema(description = TEXT_DESCRIPTION) String text,

            @Pattern(regexp = ID_FORM, message = ID_MESSAGE) @Schema(description = ID_DESCRIPTION)
            String id) {}

    record BroadcastRequest(
            @NotNull @Schema(description = TEXT_DESCRIPTION) String text,

            @Pattern(regexp = ID_FORM, message = ID_MESSAGE) @Schema(description = ID_DESCRIPTION)
            String id) {}

    record AcknowledgementRequest(
            @NotNull
            @Size(min = 1, max = MAX_ACKNOWLEDGED)
            @Schema(description = "Ids of messages in the inbox; those that are not there do no harm.")
            List<@NotNull @Size(max = 64) String> ids) {}

    @Schema(name = "SentMessage")
    record SentView(
            @Schema(description = "The sender's, or one the tracker made.", requiredMode = Schema.RequiredMode.REQUIRED)
            String id,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "ann")
            String to,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            Instant sentAt) {}

    @Schema(name = "Broadcast")
    record BroadcastView(
            @Schema(description = "The sender's, or one the tracker made.", requiredMode = Schema.RequiredMode.REQUIRED)
            String id,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            Instant sentAt,

            @Schema(description = "Into how many inboxes it came.", requiredMode = Schema.RequiredMode.REQUIRED)
            int recipients,

            @Schema(
                    description = "How many peers online did not get it because they have blocked the sender.",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            int withheld,

            @Schema(
                    description = "How many peers online did not get it because their inbox is full.",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            int inboxesFull) {}

    @Schema(name = "Inbox")
    record WaitingView(
            @Schema(description = "How many messages wait.", requiredMode = Schema.RequiredMode.REQUIRED)
            long waiting) {}

    @Operation(
            operationId = "sendMessage",
            summary = "Send a message to one",
            description = "Kept while the receiver is offline; in the order of sending for each sender. inbox-full when"
                    + " 1000 wait already.")
    @Fails({
        ErrorCode.NAME_INVALID,
        ErrorCode.UNKNOWN_PEER,
        ErrorCode.YOURSELF,
        ErrorCode.EMPTY_MESSAGE,
        ErrorCode.MESSAGE_TOO_LONG,
        ErrorCode.BLOCKED,
        ErrorCode.INBOX_FULL,
        ErrorCode.MESSAGE_ID_USED,
        ErrorCode.NOT_ALLOWED
    })
    @ApiResponse(responseCode = "201", description = "Stored.")
    @ApiResponse(responseCode = "200", description = "It was stored before.")
    @PostMapping("/messages")
    ResponseEntity<SentView> send(@Valid @RequestBody MessageRequest request, Caller caller) {
        PeerName to = PeerName.of(request.to());
        Outbox.Sent sent = messages.send(caller, to, new MessageText(request.text()), request.id());
        return answer(sent, new SentView(sent.id(), to.text(), sent.sentAt()));
    }

    @Operation(
            operationId = "broadcast",
            summary = "Send a message to everybody online",
            description = "Except those who have blocked the sender, of whom only the number is told.")
    @Fails({
        ErrorCode.UNKNOWN_PEER,
        ErrorCode.EMPTY_MESSAGE,
        ErrorCode.MESSAGE_TOO_LONG,
        ErrorCode.MESSAGE_ID_USED,
        ErrorCode.NOT_ALLOWED
    })
    @ApiResponse(responseCode = "201", description = "Stored.")
    @ApiResponse(responseCode = "200", description = "It was stored before.")
    @PostMapping("/broadcasts")
    ResponseEntity<BroadcastView> broadcast(@Valid @RequestBody BroadcastRequest request, Caller caller) {
        Outbox.Sent sent = messages.broadcast(caller, new MessageText(request.text()), request.id());
        Delivered delivered = sent.delivered();
        return answer(
                sent,
                new BroadcastView(
                        sent.id(),
                        sent.sentAt(),
                        delivered.receivers(),
                        delivered.withheld(),
                        delivered.inboxesFull()));
    }

    @Operation(
            operationId = "listMessages",
            summary = "One's inbox, oldest first",
            description = "Reading takes nothing away: acknowledge what was read. 'after' is for the pages of one look;"
                    + " the next look starts at the beginning.")
    @Fails({ErrorCode.UNKNOWN_PEER, ErrorCode.NOT_ALLOWED})
    @GetMapping("/messages")
    Page<MessageView> list(
            @Parameter(description = "The 'next' of the page before.") @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            Caller caller) {
        String behind = after == null ? null : Cursor.parse(after, 1).part(0);
        return inboxes.list(Membership.of(peers.member(caller)), behind, limit);
    }

    @Operation(
            operationId = "acknowledgeMessages",
            summary = "Say that messages have been read",
            description = "They are forgotten then. Repeating it does no harm.")
    @Fails({ErrorCode.UNKNOWN_PEER, ErrorCode.NOT_ALLOWED})
    @PostMapping("/messages/acknowledgements")
    WaitingView acknowledge(@Valid @RequestBody AcknowledgementRequest request, Caller caller) {
        return new WaitingView(inboxes.acknowledge(Membership.of(peers.member(caller)), request.ids()));
    }

    private static <T> ResponseEntity<T> answer(Outbox.Sent sent, T body) {
        return ResponseEntity.status(sent.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(body);
    }
}
