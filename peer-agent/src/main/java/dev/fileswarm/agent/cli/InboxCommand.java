package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.Notice;
import dev.fileswarm.agent.daemon.NoticeEntry;
import dev.fileswarm.agent.daemon.PeopleService;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "inbox",
        description =
                "Shows messages, broadcasts, private texts and lost offers that were not read yet; they are read then.",
        footer = {
            "",
            "The agent of this home takes and keeps them; where none runs, one is started in the background.",
            "",
            "Examples:",
            "  fileswarm inbox",
            "  fileswarm inbox --follow         and those that come, until Ctrl-C",
            "  fileswarm inbox --all            who came and went, links and uploads too"
        })
final class InboxCommand extends Command {
    @Option(names = "--follow", description = "Go on with what comes, until Ctrl-C.")
    boolean follow;

    @Option(names = "--all", description = "Also notices: who came and went, links, uploads.")
    boolean all;

    private int count;

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        PeopleService people = BackgroundAgent.runningOrStarted(this).people();
        if (follow) new NoticeFollower(people).follow(entry -> show(people, entry));
        for (NoticeEntry entry : people.unread()) show(people, entry);
        if (count == 0) output().note("nothing new");
        output().result(Map.of("count", count));
        return ExitStatus.OK;
    }

    private void show(PeopleService people, NoticeEntry entry) throws AgentException, IOException {
        if (!all && !isForPeople(entry.notice())) return;
        output().line(NoticeText.of(entry));
        output().event(NoticeText.typeOf(entry.notice()), NoticeText.fieldsOf(entry));
        people.markRead(List.of(entry.number()));
        count++;
    }

    private static boolean isForPeople(Notice notice) {
        return switch (notice) {
            case Notice.Message _,
                    Notice.PrivateText _,
                    Notice.PrivateOpened _,
                    Notice.PrivateClosed _,
                    Notice.PrivateBroke _,
                    Notice.Unshared _ -> true;
            default -> false;
        };
    }
}
