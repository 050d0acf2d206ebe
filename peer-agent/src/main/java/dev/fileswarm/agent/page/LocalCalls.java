package dev.fileswarm.agent.page;

import dev.fileswarm.agent.daemon.AgentException;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Runs calls of the local API and writes what they answer, or why they fail. */
final class LocalCalls {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCalls.class);

    private LocalCalls() {}

    /** A call that answers at once. */
    interface ShortCall {
        Object make(Context context) throws AgentException, IOException, InterruptedException;
    }

    /** A call without an answer but that it was done. */
    interface Deed {
        void make(Context context) throws AgentException, IOException, InterruptedException;
    }

    /** A call that tells events before it answers. */
    interface LongCall<E> {
        Object make(Consumer<E> events, StreamFormat.Writer writer)
                throws AgentException, IOException, InterruptedException;
    }

    private interface Call {
        Object make() throws AgentException, IOException, InterruptedException;
    }

    static Handler answer(ShortCall call) {
        return context -> answer(writer(context), () -> call.make(context));
    }

    static Handler doneBy(Deed deed) {
        return answer(context -> {
            deed.make(context);
            return true;
        });
    }

    /** Runs a call that tells how far it is; when the asker hangs up, the call is interrupted. */
    static <E> void answerLong(Context context, LongCall<E> call) throws IOException {
        context.contentType(StreamFormat.CONTENT_TYPE);
        StreamFormat.Writer writer = writer(context);
        try (HangUpWatch watch = HangUpWatch.start(context)) {
            Consumer<E> events = event -> {
                try {
                    writer.event(event);
                } catch (IOException e) {
                    watch.hungUp();
                }
            };
            answer(writer, () -> call.make(events, writer));
        }
    }

    /** What the asker wants; a body that is something else is the asker's fault. */
    static <T> T body(Context context, Class<T> type) {
        try {
            T body = StreamFormat.JSON.readValue(context.bodyAsBytes(), type);
            boolean hasGaps =
                    body instanceof Object[] items && Arrays.asList(items).contains(null);
            if (body != null && !hasGaps) return body;
        } catch (JacksonException e) {
            LOG.debug("a request that cannot be read", e);
        }
        throw new BadRequestResponse("the body is no " + type.getSimpleName());
    }

    /** On the servlet's own stream: the framework's around it swallows every flush. */
    private static StreamFormat.Writer writer(Context context) throws IOException {
        return new StreamFormat.Writer(context.res().getOutputStream());
    }

    private static void answer(StreamFormat.Writer writer, Call call) throws IOException {
        try {
            writer.result(call.make());
        } catch (AgentException e) {
            writer.failure(e);
        } catch (HttpResponseException e) {
            throw e; // the asker's fault
        } catch (InterruptedException | EofException e) {
            LOG.info("a command went away before it had its answer");
        } catch (IOException | RuntimeException e) {
            LOG.error("a call of the local API failed", e);
            writer.failure(new AgentException(
                    AgentException.Kind.FAILED, "agent-failed", "the agent failed: " + e.getMessage(), "see its log"));
        }
    }
}
