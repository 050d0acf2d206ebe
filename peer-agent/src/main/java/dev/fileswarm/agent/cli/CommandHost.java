package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.shell.ShellConsole;
import dev.fileswarm.agent.shell.ShellHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;

/** Runs the commands that are typed at the shell's prompt, each as if it were given alone. */
final class CommandHost implements ShellHost {
    private final Invocation shell;
    private final List<String> globalOptions;
    private final Surroundings outside;
    private Surroundings inside;
    private ShellConsole console;
    private Background background;
    private volatile Thread running;

    /** @param shell the run of the shell itself, whose global options hold for every command */
    CommandHost(Invocation shell) {
        this.shell = shell;
        this.outside = shell.surroundings();
        this.inside = outside;
        this.globalOptions = shell.options().asArguments();
    }

    void start(ShellConsole newConsole, Background newBackground) {
        console = newConsole;
        background = newBackground;
        inside = outside.with(console.out(), console.err(), new ConsoleAnswers(console));
        console.onInterrupt(this::interrupt);
        background.ready(isSignedIn());
    }

    /** What goes on beside the prompt. */
    interface Background {
        /** The prompt is there, or there again: anything may have changed. */
        void ready(boolean isSignedIn);

        /** A command runs, perhaps one that ends the agent: none is to be started now. */
        void commandRuns();

        /** A command has done what it was asked. */
        void done(String command);
    }

    @Override
    public Set<String> commands() {
        return Commands.names();
    }

    @Override
    public Optional<String> nearest(String word) {
        return Optional.ofNullable(NearestWord.to(word, Commands.names()));
    }

    @Override
    public int run(List<String> arguments) {
        List<String> meant = console.isTerminal() ? BesideThePrompt.of(arguments) : arguments;
        background.commandRuns();
        int status = runOne(meant);
        if (status == 0) background.done(arguments.getFirst());
        background.ready(isSignedIn());
        return status;
    }

    /** On a virtual thread, because interrupting one ends its waiting for a socket too. */
    private int runOne(List<String> arguments) {
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
