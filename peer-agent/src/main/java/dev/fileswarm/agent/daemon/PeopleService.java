package dev.fileswarm.agent.daemon;

import java.io.IOException;
import java.util.List;

/**
 * What an agent does between people: notices, messages, blocks. The same in this process and through the local API.
 * Thread-safe.
 */
public interface PeopleService {
    /** What was not marked as read yet, oldest first. */
    List<NoticeEntry> unread() throws AgentException, IOException;

    /**
     * Hears of what was not marked as read yet, and then of everything as it happens, until the calling thread is interrupted.
     * To be called on a virtual thread: no other can be interrupted while it reads from the local API.
     *
     * @throws IOException if the agent ends
     */
    void follow(NoticeListener listener) throws AgentException, IOException, InterruptedException;

    /** These were shown to a person: they are forgotten. */
    void markRead(List<Long> numbers) throws AgentException, IOException;

    /** Sends a text to one peer; the tracker keeps it until that peer has it. */
    void message(String to, String text) throws AgentException, IOException;

    /** Sends a text to everybody online. */
    BroadcastReport broadcast(String text) throws AgentException, IOException;

    /** @return when it was blocked */
    Blocked block(String name) throws AgentException, IOException;

    void unblock(String name) throws AgentException, IOException;

    /** Whom this peer has blocked, by name. */
    List<Blocked> blocks() throws AgentException, IOException;

    /** Opens a private link, straight to that peer; both sides are told. */
    void startPrivate(String name) throws AgentException, IOException, InterruptedException;

    /** Says something on an open private link; returns when the other side has kept it. */
    void sayPrivate(String name, String text) throws AgentException, IOException, InterruptedException;

    void stopPrivate(String name) throws AgentException, IOException, InterruptedException;

    /** The private links that are open, by name. */
    List<PrivateTalk> privateTalks() throws AgentException, IOException;

    /** The files that peers online offer, and who is online, as this agent knows it; also while the tracker is away. */
    FileTable table() throws AgentException, IOException;
}
