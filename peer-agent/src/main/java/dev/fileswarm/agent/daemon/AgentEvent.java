package dev.fileswarm.agent.daemon;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * Something a long call has to tell before it ends. As JSON, with its {@code type}, it is a line of {@code --json} and of the
 * local API.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AgentEvent.Hashing.class, name = "hashing"),
    @JsonSubTypes.Type(value = AgentEvent.Offered.class, name = "offered"),
    @JsonSubTypes.Type(value = AgentEvent.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = AgentEvent.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = AgentEvent.Note.class, name = "note")
})
public sealed interface AgentEvent {
    /** A file is being read for its content id. */
    record Hashing(String file, long bytes, long totalBytes) implements AgentEvent {}

    /**
     * A file is offered.
     *
     * @param pending whether the tracker was away and will be told as soon as it is back
     * @param replaced the content id that the file was offered as until now, and is no more; null for none
     */
    record Offered(Share share, boolean alreadyOffered, boolean pending, String replaced) implements AgentEvent {}

    /** One of several files could not be offered. */
    record Refused(String file, String code, String message) implements AgentEvent {}

    /**
     * How far a download is.
     *
     * @param state a word for what it does now: waiting, manifest, transferring, finishing
     * @param bytes what is here of the wanted chunks, also of chunks that are not whole and verified yet
     * @param bytesPerSecond smoothed; 0 while unknown
     * @param secondsLeft null while unknown
     * @param waitingFor why nothing comes, for people; null while something does
     */
    record Progress(
            String state,
            long bytes,
            long totalBytes,
            long bytesPerSecond,
            Long secondsLeft,
            List<PeerShare> peers,
            String waitingFor)
            implements AgentEvent {}

    /** Something worth a line: a peer that was lost, blamed or found. */
    record Note(String text) implements AgentEvent {}
}
