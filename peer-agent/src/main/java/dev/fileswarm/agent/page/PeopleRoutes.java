package dev.fileswarm.agent.page;

import dev.fileswarm.agent.daemon.NoticeEntry;
import dev.fileswarm.agent.daemon.NoticeListener;
import dev.fileswarm.agent.daemon.PeopleService;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The local API's paths for what goes on between people. */
final class PeopleRoutes {
    private PeopleRoutes() {}

    /** A text to a peer; the name is null where it is for everybody. */
    record Said(String to, String text) {}

    /** What follows a stream of notices: a notice, or null as a sign that the agent is still there. */
    record Followed(NoticeEntry entry) {}

    static void add(RoutesConfig routes, PeopleService people) {
        routes.get("/api/notices", LocalCalls.answer(context -> people.unread()));
        routes.post("/api/notices/follow", context -> follow(context, people));
        routes.post(
                "/api/notices/read",
                LocalCalls.doneBy(context -> people.markRead(List.of(LocalCalls.body(context, Long[].class)))));
        routes.post("/api/messages", LocalCalls.doneBy(context -> {
            Said said = LocalCalls.body(context, Said.class);
            people.message(said.to(), said.text());
        }));
        routes.post(
                "/api/broadcasts",
                LocalCalls.answer(context ->
                        people.broadcast(LocalCalls.body(context, Said.class).text())));
        routes.get("/api/private", LocalCalls.answer(context -> people.privateTalks()));
        routes.post(
                "/api/private/start",
                LocalCalls.doneBy(context -> people.startPrivate(LocalCalls.body(context, String.class))));
        routes.post("/api/private/say", LocalCalls.doneBy(context -> {
            Said said = LocalCalls.body(context, Said.class);
            people.sayPrivate(said.to(), said.text());
        }));
        routes.post(
                "/api/private/stop",
                LocalCalls.doneBy(context -> people.stopPrivate(LocalCalls.body(context, String.class))));
        routes.get("/api/table", LocalCalls.answer(context -> people.table()));
        routes.get("/api/blocks", LocalCalls.answer(context -> people.blocks()));
        routes.post("/api/blocks", LocalCalls.answer(context -> people.block(LocalCalls.body(context, String.class))));
        routes.post(
                "/api/unblocks", LocalCalls.doneBy(context -> people.unblock(LocalCalls.body(context, String.class))));
    }

    private static void follow(Context context, PeopleService people) throws IOException {
        LocalCalls.answerLong(context, (Consumer<Followed> events, StreamFormat.Writer writer) -> {
            people.follow(new NoticeListener() {
                @Override
                public void on(NoticeEntry entry) {
                    events.accept(new Followed(entry));
                }

                @Override
                public void quiet() {
                    events.accept(new Followed(null));
                }
            });
            return true;
        });
    }
}
