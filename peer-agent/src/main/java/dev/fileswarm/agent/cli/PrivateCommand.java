package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.PeopleService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "private",
        description = "Talks to a peer on a private link: encrypted, straight to it, past the tracker.",
        footer = {
            "",
            "A text counts as said when the other side has kept it. The link goes on while the tracker is away. What the",
            "other side says is in \"fileswarm inbox\". \"private NAME TEXT\" says it too. Options stand before all words.",
            "",
            "Examples:",
            "  fileswarm private start bob",
            "  fileswarm private say bob only you can read this",
            "  fileswarm private stop bob"
        })
final class PrivateCommand extends Command implements TextArguments.TakesText {
    @Parameters(index = "0", paramLabel = "start|say|stop", description = "What to do; without, the text is said.")
    String what;

    @Parameters(index = "1", paramLabel = "NAME", description = "With whom.")
    String name;

    @Parameters(index = "2..*", arity = "0..*", paramLabel = "TEXT", description = "What to say.")
    List<String> text = List.of();

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        return switch (what.toLowerCase(Locale.ROOT)) {
            case "start" -> {
                requireNoText();
                people().startPrivate(name);
                yield done(name, "the private link to " + name + " is open");
            }
            case "stop" -> {
                requireNoText();
                people().stopPrivate(name);
                yield done(name, "the private link to " + name + " is closed");
            }
            case "say" -> say(name, text);
            default -> {
                List<String> words = new ArrayList<>(List.of(name));
                words.addAll(text);
                yield say(what, words);
            }
        };
    }

    private ExitStatus say(String peer, List<String> words) throws IOException, AgentException, InterruptedException {
        people().sayPrivate(peer, TextArguments.joined(words));
        return done(peer, "said to " + peer);
    }

    private PeopleService people() throws IOException, InterruptedException {
        return BackgroundAgent.runningOrStarted(this).people();
    }

    private ExitStatus done(String peer, String sentence) {
        output().done(sentence);
        output().result(Map.of("peer", peer));
        return ExitStatus.OK;
    }

    private void requireNoText() {
        if (text.isEmpty()) return;
        throw CommandFailure.usage(
                "private " + what + " takes no text", "fileswarm private say " + name + " TEXT says something");
    }
}
