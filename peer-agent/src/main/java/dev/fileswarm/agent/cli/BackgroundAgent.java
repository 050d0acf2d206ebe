package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.HomeLock;
import dev.fileswarm.agent.daemon.PrivateFiles;
import dev.fileswarm.agent.page.LocalApiAddress;
import dev.fileswarm.agent.page.LocalApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The agent of a home that runs as a process of its own: finds it, or starts it. */
final class BackgroundAgent {
    /** On a busy machine it takes long; whoever gives up early says that it failed, and then it runs. */
    private static final long START_LIMIT_NANOS = TimeUnit.MINUTES.toNanos(3);

    private static final long TELL_AFTER_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long POLL_MILLIS = 25;

    /** Two threads of a shell may need the agent at the same moment; held while one waits for its start. */
    private static final ReentrantLock STARTING = new ReentrantLock();

    /** What the launcher gives to Java. */
    private static final String JAVA_OPTIONS = "FILESWARM_JAVA_OPTS";

    /** Its log is no terminal: transfers with what carried them belong there. */
    private static final String LOG_MORE = "-Dfileswarm.log.level=INFO";

    private static volatile boolean startedHere;

    private BackgroundAgent() {}

    static Optional<AgentService> running(Home home) throws IOException {
        return LocalApiAddress.read(home.agentFile()).map(LocalApiClient::new);
    }

    /** The running agent, or one started now, which is told. */
    static AgentService runningOrStarted(Command command) throws IOException, InterruptedException {
        return runningOrStarted(command.invocation());
    }

    /** The running agent, or one started now, which is told. */
    static AgentService runningOrStarted(Invocation invocation) throws IOException, InterruptedException {
        return runningOrStarted(invocation, LimitOptions.NONE);
    }

    /** The running agent, or one started now, which is told. @param limits of one that is started */
    static AgentService runningOrStarted(Invocation invocation, LimitOptions limits)
            throws IOException, InterruptedException {
        STARTING.lockInterruptibly();
        try {
            Optional<AgentService> running = running(invocation.home());
            if (running.isPresent()) return running.get();
            String name = invocation.config().name().orElseThrow(BackgroundAgent::noName);
            AgentService started = start(invocation, name, limits);
            startedHere = true;
            return started;
        } finally {
            STARTING.unlock();
        }
    }

    /** Whether this process has started an agent. */
    static boolean isStartedHere() {
        return startedHere;
    }

    static CommandFailure noName() {
        return CommandFailure.notAllowed(
                "not-signed-in",
                "this home has no name at a tracker yet",
                null,
                "fileswarm register NAME, or fileswarm join LINK where the tracker printed one");
    }

    private static AgentService start(Invocation invocation, String name, LimitOptions limits)
            throws IOException, InterruptedException {
        Home home = invocation.home();
        PrivateFiles.createFolder(home.logFolder());
        Path log = home.agentLog();
        long loggedBytes = Files.exists(log) ? Files.size(log) : 0;
        ProcessBuilder builder = new ProcessBuilder(commandLine(invocation, name, limits));
        builder.environment()
                .merge(JAVA_OPTIONS, LOG_MORE, (given, more) -> more + " " + given); // what was given counts
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        long startNanos = System.nanoTime();
        boolean isOthers = false;
        boolean isTold = false;
        while (true) {
            boolean alive = isOthers || process.isAlive();
            Optional<AgentService> running = running(home);
            if (running.isPresent()) {
                invocation
                        .output()
                        .note("started the agent of " + name + " in the background (\"fileswarm stop\" ends it; log in "
                                + log + ")");
                return running.get();
            }
            if (!alive && HomeLock.isHeld(home.folder()))
                isOthers = true; // another command was quicker: its agent serves
            else if (!alive) throw notStarted(lastLineAfter(loggedBytes, log), log);
            long takenNanos = System.nanoTime() - startNanos;
            if (takenNanos > START_LIMIT_NANOS) {
                process.destroy();
                throw notStarted("it does not answer, and was ended", log);
            }
            if (takenNanos > TELL_AFTER_NANOS && !isTold) {
                isTold = true;
                invocation.output().note("the agent is still starting; this machine is busy");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** The agent must outlive the command and its terminal, so it gets a session of its own where that can be had. */
    private static List<String> commandLine(Invocation invocation, String name, LimitOptions limits) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) line.add("/usr/bin/setsid");
        String launcher = System.getProperty("fileswarm.launcher");
        if (launcher != null) {
            line.add(launcher);
        } else {
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.addAll(List.of(LOG_MORE, "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        }
        line.addAll(List.of("peer", name, "--home", invocation.home().folder().toString()));
        line.addAll(limits.words());
        String tracker = invocation.options().tracker;
        if (tracker != null) line.addAll(List.of("--tracker", tracker));
        return line;
    }

    private static CommandFailure notStarted(String why, Path log) {
        return CommandFailure.failed("agent-not-started", "the agent could not be started", why, "see " + log);
    }

    /** What it said last itself, and not an earlier one. */
    static String lastLineAfter(long bytes, Path log) throws IOException {
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(bytes);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce((_, last) -> last)
                    .orElse("it ended without a word");
        }
    }
}
