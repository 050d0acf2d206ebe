package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: runs its commands on the event loop and sends each answer when the journal lets it go.
 *
 * <p>Waiting for the disk takes no thread: the journal's thread hands the answer back to this connection's event loop.
 */
final class StoreConnection extends SimpleChannelInboundHandler<ClientRequest> {
    private static final Logger log = LoggerFactory.getLogger(StoreConnection.class);

    /** Drivers have one command under way per connection; whoever sends more is read from no further. */
    private static final int MAX_WITHHELD_ANSWERS = 16;

    private final CommandGate gate;
    private final Journal journal;

    // Event loop only.
    private int answers;
    private int withheld;

    StoreConnection(CommandGate gate, Journal journal) {
        this.gate = gate;
        this.journal = journal;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ClientRequest request) {
        CommandGate.Outcome<ByteBuf> outcome = run(context, request, ++answers);
        if (++withheld == MAX_WITHHELD_ANSWERS) {
            context.channel().config().setAutoRead(false);
        }
        journal.whenSynced(outcome.position(), () -> send(context, outcome.result()));
    }

    /** On the event loop when nothing had to be waited for, else on the journal's thread. */
    private void send(ChannelHandlerContext context, ByteBuf answer) {
        if (!context.executor().inEventLoop()) {
            context.executor().execute(() -> send(context, answer));
            return;
        }
        if (withheld-- == MAX_WITHHELD_ANSWERS) {
            context.channel().config().setAutoRead(true);
        }
        context.writeAndFlush(answer);
    }

    private CommandGate.Outcome<ByteBuf> run(ChannelHandlerContext context, ClientRequest request, int answerId) {
        Document failure;
        try {
            Document query = body(request);
            String command = query.keySet().iterator().next();
            return gate.run(
                    context.channel(),
                    request.getDatabaseName(),
                    command,
                    query,
                    document -> WireAnswer.encode(request, answerId, document));
        } catch (MongoServerException e) {
            log.debug("refused a command of {}", context.channel(), e);
            failure = describe(e);
        } catch (RuntimeException e) {
            log.error("A command of {} failed.", context.channel(), e);
            failure = describe(new MongoServerException("internal error of the embedded store: " + e));
        }
        return new CommandGate.Outcome<>(WireAnswer.encode(request, answerId, failure), gate.positionNow());
    }

    private static Document body(ClientRequest request) {
        if (request instanceof MongoMessage message) {
            return message.getDocument();
        }
        if (request instanceof MongoQuery query && query.getCollectionName().equals("$cmd")) {
            Object wrapped = query.getQuery().get("$query");
            return wrapped instanceof Document inner ? inner : query.getQuery();
        }
        throw new MongoServerException("legacy queries are not supported; use a driver of MongoDB 5.0 or later");
    }

    private static Document describe(MongoServerException e) {
        Document failure = new Document();
        failure.put("$err", e.getMessageWithoutErrorCode());
        failure.put("errmsg", e.getMessageWithoutErrorCode());
        if (e instanceof MongoServerError error) {
            failure.put("code", error.getCode());
            failure.putIfNotNull("codeName", error.getCodeName());
        }
        failure.put("ok", 0);
        return failure;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("closing {}", context.channel(), cause);
        context.close();
    }
}
