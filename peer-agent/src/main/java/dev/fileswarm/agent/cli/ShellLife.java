package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.Notice;
import dev.fileswarm.agent.shell.ShellConsole;
import java.io.PrintStream;

/** What goes on beside a shell's prompt: its agent's notices, its downloads, the names that completion knows. */
final class ShellLife implements CommandHost.Background, AutoCloseable {
    private final ShellAgent agent;
    private final ShellDownloads downloads;
    private final NetworkNames names;
    private boolean isTerminal;
    private boolean isStopped;

    ShellLife(Invocation invocation, ShellConsole console, NetworkNames names) {
        boolean hasPrompt = console.isTerminal();
        PrintStream out = hasPrompt ? LinesAbove.on(console) : console.out();
        PrintStream err = hasPrompt ? LinesAbove.on(console) : console.err();
        Surroundings surroundings = invocation
                .surroundings()
                .with(out, err, invocation.surroundings().answers());
        Invocation beside = invocation.at(surroundings.withoutProgress());
        this.agent = new ShellAgent(beside, this::heard);
        this.downloads = new ShellDownloads(beside, console);
        this.names = names;
    }

    /** @param forPerson whether somebody sits there, for whom an agent is kept running and names are kept at hand */
    void start(boolean forPerson) {
        isTerminal = forPerson;
        agent.start();
        if (!forPerson) return;
        downloads.start();
        names.start();
    }

    /** A pipe is over soon: it starts no agent by itself, but follows one that runs. */
    @Override
    public void ready(boolean isSignedIn) {
        agent.want(isSignedIn, isTerminal && !isStopped);
        downloads.look();
    }

    @Override
    public void commandRuns() {
        agent.startNone();
    }

    @Override
    public void done(String command) {
        if (command.equals("stop")) isStopped = true;
        if (command.equals("register") || command.equals("join")) isStopped = false;
    }

    private void heard(Notice notice) {
        switch (notice) {
            case Notice.PeerCame _, Notice.PeerWent _, Notice.TableChanged _, Notice.TrackerBack _ -> names.changed();
            default -> {}
        }
    }

    void leave() {
        agent.close();
        agent.leave();
    }

    @Override
    public void close() {
        agent.close();
        downloads.close();
    }
}
