package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.FileRow;
import dev.fileswarm.agent.daemon.TableFile;
import dev.fileswarm.agent.shell.ShellConsole;
import dev.fileswarm.agent.shell.ShellHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;

/** Runs the commands that are typed at the shell's prompt, each as if it were given alone. */
final class CommandHost implements ShellHost, LineCompletion.Known {
    private final Invocation shell;
    private final List<String> globalOptions;
    private final Surroundings outside;
    private Surroundings inside;
    private volatile Thread running;

    /** @param shell the run of the shell itself, whose global options hold for every command */
    CommandHost(Invocation shell) {
        this.shell = shell;
        this.outside = shell.surroundings();
        this.inside = outside;
        this.globalOptions = shell.options().asArguments();
    }

    void start(ShellConsole console) {
        inside = outside.with(console.out(), console.err(), new ConsoleAnswers(console));
        console.onInterrupt(this::interrupt);
    }

    void leave() {}

    @Override
    public Set<String> commands() {
        return Commands.names();
    }

    @Override
    public Optional<String> nearest(String word) {
        return Optional.ofNullable(NearestWord.to(word, Commands.names()));
    }

    /** A virtual thread, because interrupting one ends its waiting for a socket too. */
    @Override
    public int run(List<String> arguments) {
        FutureTask<Integer> task = new FutureTask<>(() -> Main.run(inside, withGlobalOptions(arguments)));
        running = Thread.ofVirtual().name("command").start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            running.interrupt();
            Thread.currentThread().interrupt();
            return ExitStatus.INTERRUPTED.code();
        } catch (java.util.concurrent.ExecutionException e) {
            inside.err().println("fileswarm: " + e.getCause());
            return ExitStatus.FAILED.code();
        } finally {
            running = null;
        }
    }

    private void interrupt() {
        Thread command = running;
        if (command != null) command.interrupt();
    }

    @Override
    public List<Question> missing(List<String> arguments) {
        return MissingArguments.questions(inside, withGlobalOptions(arguments));
    }

    @Override
    public boolean isSignedIn() {
        try {
            Home home = shell.home();
            Optional<SessionFile.Stored> session = new SessionFile(home.sessionFile()).read();
            return session.isPresent() && name().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Optional<String> name() {
        try {
            return Config.read(shell.home()).name();
        } catch (CommandFailure e) {
            return Optional.empty(); // every command says what is wrong with the settings
        }
    }

    @Override
    public boolean knowsTracker() {
        try {
            return Trackers.choose(new Invocation(outside, shell.options())).isNamed();
        } catch (CommandFailure e) {
            return true; // a badly named one is named; every command says what is wrong with it
        }
    }

    @Override
    public List<String> fileNames() {
        try {
            return new TableFile(shell.home().tableFile())
                    .read().map(TableFile.Seen::rows).orElse(List.of()).stream()
                            .map(FileRow::name)
                            .distinct()
                            .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public List<String> peerNames() {
        return List.of();
    }

    private List<String> withGlobalOptions(List<String> arguments) {
        List<String> all = new ArrayList<>(globalOptions);
        all.addAll(arguments);
        return all;
    }

    /** Commands ask at the prompt's place. */
    private record ConsoleAnswers(ShellConsole console) implements Answers {
        @Override
        public boolean isPerson() {
            return console.isTerminal();
        }

        @Override
        public Optional<String> ask(String question) {
            return console.answer(question);
        }
    }
}
