package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.PrivateTalk;
import dev.fileswarm.agent.shell.ShellHost.Question;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
            "  fileswarm private stop bob",
            "  fileswarm private list"
        })
final class PrivateCommand extends Command implements TextArguments.TakesText, Lacking {
    /** What may come first. */
    static final String WORDS = "start|say|stop|list";

    @Parameters(index = "0", paramLabel = WORDS, description = "What to do; without, the text is said.")
    String what;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "With whom.")
    String name;

    @Parameters(index = "2..*", arity = "0..*", paramLabel = "TEXT", description = "What to say.")
    List<String> text = List.of();

    @Override
    public Optional<Question> lacks() {
        Question whom = new Question("Whom? (a peer's name)", "", true);
        Question said = new Question("Which text?", "", true);
        Question lacking = switch (what.toLowerCase(Locale.ROOT)) {
            case "start", "stop" -> name == null ? whom : null;
            case "say" -> name == null ? whom : text.isEmpty() ? said : null;
            case "list" -> null;
            default -> name == null ? said : null;
        };
        return Optional.ofNullable(lacking);
    }

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        if (what.equalsIgnoreCase("list")) return list();
        if (name == null) {
            throw CommandFailure.usage(
                    "private " + what + " lacks a name or a text",
                    "fileswarm private start NAME, fileswarm private NAME TEXT");
        }
        return switch (what.toLowerCase(Locale.ROOT)) {
            case "start" -> {
                requireNoText();
                NamedPeer.people(this, name).startPrivate(name);
                yield done(name, "the private link to " + name + " is open");
            }
            case "stop" -> {
                requireNoText();
                NamedPeer.people(this, name).stopPrivate(name);
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
        String said = TextArguments.joined(words);
        NamedPeer.people(this, peer).sayPrivate(peer, said);
        return done(peer, "said to " + peer);
    }

    private ExitStatus list() throws IOException, AgentException {
        if (name != null) throw CommandFailure.usage("private list takes no name", "fileswarm private list");
        Optional<AgentService> agent = BackgroundAgent.running(home());
        List<PrivateTalk> talks = agent.isPresent() ? agent.get().people().privateTalks() : List.of();
        Table table = new Table(output(), "private-link", "NAME", "SINCE", "OPENED BY");
        for (PrivateTalk talk : talks) {
            String since = talk.since().truncatedTo(ChronoUnit.SECONDS).toString();
            table.add(RecordFields.of(talk), talk.peer(), since, talk.byThem() ? talk.peer() : "you");
        }
        table.print("no private link is open");
        output().result(Map.of("count", talks.size()));
        return ExitStatus.OK;
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
