package dev.fileswarm.agent.page;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.Blocked;
import dev.fileswarm.agent.daemon.BroadcastReport;
import dev.fileswarm.agent.daemon.FileTable;
import dev.fileswarm.agent.daemon.NoticeEntry;
import dev.fileswarm.agent.daemon.NoticeListener;
import dev.fileswarm.agent.daemon.PeopleService;
import dev.fileswarm.agent.daemon.PrivateTalk;
import java.io.IOException;
import java.util.List;

/** What goes on between people, asked of the agent that runs in another process. */
final class LocalPeopleClient implements PeopleService {
    private final LocalApiClient api;

    LocalPeopleClient(LocalApiClient api) {
        this.api = api;
    }

    @Override
    public List<NoticeEntry> unread() throws AgentException, IOException {
        return List.of(api.get("notices", NoticeEntry[].class));
    }

    @Override
    public void follow(NoticeListener listener) throws AgentException, IOException, InterruptedException {
        StreamFormat.Events<PeopleRoutes.Followed> events =
                new StreamFormat.Events<>(PeopleRoutes.Followed.class, followed -> {
                    if (followed.entry() == null) listener.quiet();
                    else listener.on(followed.entry());
                });
        try {
            api.call("POST", "notices/follow", null, Boolean.class, events, null);
        } catch (IOException e) {
            if (Thread.interrupted()) throw (InterruptedException) new InterruptedException().initCause(e);
            throw e;
        }
    }

    @Override
    public void markRead(List<Long> numbers) throws AgentException, IOException {
        api.post("notices/read", numbers, Boolean.class);
    }

    @Override
    public void message(String to, String text) throws AgentException, IOException {
        api.post("messages", new PeopleRoutes.Said(to, text), Boolean.class);
    }

    @Override
    public BroadcastReport broadcast(String text) throws AgentException, IOException {
        return api.post("broadcasts", new PeopleRoutes.Said(null, text), BroadcastReport.class);
    }

    @Override
    public Blocked block(String name) throws AgentException, IOException {
        return api.post("blocks", name, Blocked.class);
    }

    @Override
    public void unblock(String name) throws AgentException, IOException {
        api.post("unblocks", name, Boolean.class);
    }

    @Override
    public List<Blocked> blocks() throws AgentException, IOException {
        return List.of(api.get("blocks", Blocked[].class));
    }

    @Override
    public void startPrivate(String name) throws AgentException, IOException {
        api.post("private/start", name, Boolean.class);
    }

    @Override
    public void sayPrivate(String name, String text) throws AgentException, IOException {
        api.post("private/say", new PeopleRoutes.Said(name, text), Boolean.class);
    }

    @Override
    public void stopPrivate(String name) throws AgentException, IOException {
        api.post("private/stop", name, Boolean.class);
    }

    @Override
    public List<PrivateTalk> privateTalks() throws AgentException, IOException {
        return List.of(api.get("private", PrivateTalk[].class));
    }

    @Override
    public FileTable table() throws AgentException, IOException {
        return api.get("table", FileTable.class);
    }
}
