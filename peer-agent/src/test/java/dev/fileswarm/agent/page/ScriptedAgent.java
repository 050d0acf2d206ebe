package dev.fileswarm.agent.page;

import dev.fileswarm.agent.daemon.AgentEvent;
import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentListener;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.AgentStatus;
import dev.fileswarm.agent.daemon.DownloadsService;
import dev.fileswarm.agent.daemon.FetchReport;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.daemon.Limits;
import dev.fileswarm.agent.daemon.OfferReport;
import dev.fileswarm.agent.daemon.OfferRequest;
import dev.fileswarm.agent.daemon.PeerShare;
import dev.fileswarm.agent.daemon.PeopleService;
import dev.fileswarm.agent.daemon.Share;
import dev.fileswarm.agent.daemon.TrafficStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers with what the tests expect. */
final class ScriptedAgent implements AgentService {
    static final Share SHARE = new Share("a.bin", "id", 12, 1, "/home/a.bin");
    static final byte[] STREAMED = "in order".repeat(10_000).getBytes(StandardCharsets.UTF_8);

    static final FetchReport STREAM_REPORT = new FetchReport("id", "-", true, 1, 1, 1, 1, 0, 0.5, 7, List.of(), null);

    final CountDownLatch interrupted = new CountDownLatch(1);
    final ScriptedPeople people = new ScriptedPeople();
    final ScriptedDownloads downloads = new ScriptedDownloads();
    final CountDownLatch wasHeard = new CountDownLatch(1);
    static final TrafficStatus TRAFFIC = new TrafficStatus(1, 2, 3, 4, 5, 6);

    List<String> withdrawn = List.of();
    Limits limited;
    OfferRequest offered;

    @Override
    public AgentStatus status() {
        return new AgentStatus("anna", "http://tracker", "T", "connected", 1, 2, 2, 3, 4, 5, 6, "/home");
    }

    @Override
    public TrafficStatus limit(Limits limits) {
        limited = limits;
        return TRAFFIC;
    }

    @Override
    public TrafficStatus traffic() {
        return TRAFFIC;
    }

    @Override
    public List<Share> shares() {
        return List.of(SHARE);
    }

    @Override
    public OfferReport offer(OfferRequest request, AgentListener listener) {
        offered = request;
        listener.on(new AgentEvent.Hashing("/a", 1, 2));
        listener.on(new AgentEvent.Offered(SHARE, false, true, null));
        listener.on(new AgentEvent.Refused("/b", "no", "because"));
        listener.on(new AgentEvent.Progress("waiting", 1, 2, 3, null, List.of(new PeerShare("anna", 1, 2)), "x"));
        listener.on(new AgentEvent.Note("so"));
        return new OfferReport(1, 0, 1);
    }

    @Override
    public List<Share> withdraw(List<String> files) {
        withdrawn = files;
        return shares();
    }

    @Override
    public FetchReport fetch(FetchRequest request, AgentListener listener) throws AgentException, InterruptedException {
        try {
            switch (request.content()) {
                case "one-event" -> {
                    listener.on(new AgentEvent.Note("heard?"));
                    wasHeard.await();
                    return STREAM_REPORT;
                }
                case "silent" -> {
                    listener.on(new AgentEvent.Note("the last word"));
                    new CountDownLatch(1).await();
                }
                case "endless" -> {
                    while (true) {
                        listener.on(new AgentEvent.Note("still there"));
                        TimeUnit.MILLISECONDS.sleep(20);
                    }
                }
                default -> {}
            }
            throw new AgentException(AgentException.Kind.NO_PEERS, "no-source", "nobody is there", "wait");
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    @Override
    public FetchReport stream(FetchRequest request, OutputStream out, AgentListener listener) throws IOException {
        out.write(STREAMED);
        return STREAM_REPORT;
    }

    @Override
    public DownloadsService downloads() {
        return downloads;
    }

    @Override
    public PeopleService people() {
        return people;
    }

    @Override
    public void stop() {}
}
