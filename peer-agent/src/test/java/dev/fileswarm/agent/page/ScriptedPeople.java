package dev.fileswarm.agent.page;

import dev.fileswarm.agent.daemon.Blocked;
import dev.fileswarm.agent.daemon.BroadcastReport;
import dev.fileswarm.agent.daemon.FileRow;
import dev.fileswarm.agent.daemon.FileTable;
import dev.fileswarm.agent.daemon.Notice;
import dev.fileswarm.agent.daemon.NoticeEntry;
import dev.fileswarm.agent.daemon.NoticeListener;
import dev.fileswarm.agent.daemon.PeopleService;
import dev.fileswarm.agent.daemon.PrivateTalk;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What goes on between people, as the tests expect it. */
final class ScriptedPeople implements PeopleService {
    static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    static final NoticeEntry ENTRY =
            new NoticeEntry(7, TIME, new Notice.Message("m", "bob", "hi \u00e9 \ud83d\ude00", TIME, true));
    static final Blocked BLOCKED = new Blocked("eve", TIME, true);

    final List<String> calls = new CopyOnWriteArrayList<>();
    final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public List<NoticeEntry> unread() {
        Notice.TableChange change = new Notice.TableChange(true, "a.bin", "bob", "id");
        return List.of(
                ENTRY,
                new NoticeEntry(8, TIME, new Notice.TrackerBack()),
                new NoticeEntry(9, TIME, new Notice.TableChanged(1, 0, List.of(change))));
    }

    @Override
    public void follow(NoticeListener listener) throws InterruptedException {
        listener.on(ENTRY);
        try {
            while (true) {
                listener.quiet();
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    @Override
    public void markRead(List<Long> numbers) {
        calls.add(numbers.toString());
    }

    @Override
    public void message(String to, String text) {
        calls.add(to + " " + text);
    }

    @Override
    public BroadcastReport broadcast(String text) {
        calls.add(text);
        return new BroadcastReport(3, 1);
    }

    @Override
    public Blocked block(String name) {
        calls.add("block " + name);
        return BLOCKED;
    }

    @Override
    public void unblock(String name) {
        calls.add("unblock " + name);
    }

    @Override
    public List<Blocked> blocks() {
        return List.of(BLOCKED);
    }

    @Override
    public void startPrivate(String name) {
        calls.add("start " + name);
    }

    @Override
    public void sayPrivate(String name, String text) {
        calls.add("say " + name + " " + text);
    }

    @Override
    public void stopPrivate(String name) {
        calls.add("stop " + name);
    }

    @Override
    public List<PrivateTalk> privateTalks() {
        return List.of(new PrivateTalk("bob", TIME, true));
    }

    @Override
    public FileTable table() {
        FileRow row = new FileRow("a.bin", "bob", "id", 12, "10.0.0.5", 4_000, true, null);
        return new FileTable(List.of(row), List.of("anna", "bob"), TIME, true);
    }
}
