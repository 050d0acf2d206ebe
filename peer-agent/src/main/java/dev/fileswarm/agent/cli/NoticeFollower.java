package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.NoticeEntry;
import dev.fileswarm.agent.daemon.PeopleService;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Follows notices on a thread that can be interrupted while it waits for the agent, whatever thread the command is on. */
final class NoticeFollower {
    private final PeopleService people;

    NoticeFollower(PeopleService people) {
        this.people = people;
    }

    /** Shows a notice. */
    interface Shown {
        void show(NoticeEntry entry) throws AgentException, IOException;
    }

    /** Ends with the agent, or when the calling thread is interrupted. */
    void follow(Shown shown) throws AgentException, IOException, InterruptedException {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread follower = Thread.ofVirtual().name("notices").start(() -> {
            try {
                people.follow(entry -> show(shown, entry, end));
            } catch (Exception e) {
                end.completeExceptionally(e);
            }
        });
        try {
            end.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case AgentException failed -> throw failed;
                case IOException lost -> throw lost;
                default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            follower.interrupt();
        }
    }

    private static void show(Shown shown, NoticeEntry entry, CompletableFuture<Void> end) {
        try {
            if (!end.isDone()) shown.show(entry);
        } catch (AgentException | IOException e) {
            end.completeExceptionally(e);
        }
    }
}
