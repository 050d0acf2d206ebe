package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.DownloadStatus;
import dev.fileswarm.agent.shell.ShellConsole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far the downloads of this home are below the prompt, and what they came to above it. One virtual thread; it looks
 * twice a second while one runs, and otherwise when it is told to.
 */
final class ShellDownloads implements AutoCloseable {
    private static final long LOOK_MILLIS = 500;
    private static final int MAX_LINES = 3;

    private final Invocation invocation;
    private final ShellConsole console;
    private final Semaphore looks = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("shell downloads").unstarted(this::run);

    /** Those that ran at the last look, by path. Used by the thread. */
    private final Set<Path> running = new HashSet<>();

    /** @param invocation whose output appears above the prompt */
    ShellDownloads(Invocation invocation, ShellConsole console) {
        this.invocation = invocation;
        this.console = console;
    }

    void start() {
        thread.start();
    }

    /** Something may have changed. */
    void look() {
        looks.release();
    }

    private void run() {
        try {
            while (true) {
                if (running.isEmpty()) looks.acquire();
                else looks.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                looks.drainPermits();
                try {
                    lookNow();
                } catch (IOException | AgentException e) {
                    running.clear(); // the agent has ended; the next look finds another
                    console.showProgress(List.of());
                }
            }
        } catch (InterruptedException e) {
            // the shell ends
        }
    }

    private void lookNow() throws IOException, AgentException {
        Optional<AgentService> agent = BackgroundAgent.running(invocation.home());
        List<DownloadStatus> all = agent.isPresent() ? agent.get().downloads().list() : List.of();
        for (DownloadStatus download : all) {
            boolean isRunning = download.state().equals(DownloadStatus.RUNNING);
            if (isRunning) running.add(path(download));
            else if (running.remove(path(download))) ended(agent.get(), download);
        }
        running.retainAll(all.stream().map(ShellDownloads::path).toList());
        List<String> lines = all.stream()
                .filter(download -> download.state().equals(DownloadStatus.RUNNING))
                .limit(MAX_LINES)
                .map(download -> Printable.of(DownloadTable.line(download)))
                .toList();
        console.showProgress(lines);
    }

    private void ended(AgentService agent, DownloadStatus download) throws IOException, AgentException {
        Output output = invocation.output();
        if (download.report() != null) {
            output.line(FetchLines.of(download.report().file(), download.report()));
            output.line(download.content());
            // Whoever waited has seen it now.
            if (download.state().equals(DownloadStatus.FINISHED)) {
                agent.downloads().cancel(List.of(path(download).toString()), false);
            }
        } else if (download.problem() != null) {
            output.warn(download.name() + " stopped: " + download.problem() + "; \"resume " + download.name()
                    + "\" goes on");
        }
    }

    private static Path path(DownloadStatus download) {
        return Path.of(download.folder()).resolve(download.name());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
