package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.demo.Demo;
import dev.fileswarm.agent.demo.DemoFailure;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "demo",
        description = "Starts a tracker and four peers on this machine, and moves a file among them.",
        footer = {"", "Examples:", "  fileswarm demo", "  fileswarm demo --once"})
final class DemoCommand extends Command {
    @Option(names = "--once", description = "End when the file is there; exit status 0 only if it is byte-identical.")
    boolean once;

    @Override
    ExitStatus run() throws IOException, InterruptedException, AgentException {
        String launcher = System.getProperty("fileswarm.launcher");
        if (launcher == null) {
            throw CommandFailure.usage(
                    "the demo needs the launcher", "start the script \"fileswarm\": ./fileswarm demo");
        }
        try (Demo demo = new Demo(launcher, output()::line)) {
            Thread cleanUp = new Thread(() -> closeQuietly(demo), "demo clean-up");
            Runtime.getRuntime().addShutdownHook(cleanUp); // Ctrl-C ends the JVM without coming back here
            boolean identical = demo.run();
            output().result(Map.of("identical", identical));
            if (!once && identical) {
                output().line("");
                output().line("  Everything stays up; Ctrl-C ends it.");
                new CountDownLatch(1).await();
            }
            Runtime.getRuntime().removeShutdownHook(cleanUp);
            return identical ? ExitStatus.OK : ExitStatus.INTEGRITY;
        } catch (DemoFailure failure) {
            throw CommandFailure.failed("demo-failed", "the demo could not go on", failure.getMessage(), null);
        }
    }

    private void closeQuietly(Demo demo) {
        try {
            demo.close();
        } catch (IOException e) {
            output().warn("some files of the demo are left behind: " + e.getMessage());
        }
    }
}
