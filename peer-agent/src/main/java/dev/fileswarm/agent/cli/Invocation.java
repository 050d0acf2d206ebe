package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.tracker.CallPolicy;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.tracker.TrackerUnreachableException;

/** One run of one command: what it works with, made when it is first asked for. Used by one thread. */
final class Invocation implements AutoCloseable {
    private final Surroundings surroundings;
    private final GlobalOptions options;
    private Output output;
    private Home home;
    private Config config;
    private Trackers.Choice trackers;
    private TrackerClient client;
    private Member member;

    Invocation(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    /** The same options at other streams. */
    Invocation at(Surroundings others) {
        return new Invocation(others, options);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    GlobalOptions options() {
        return options;
    }

    Output output() {
        if (output == null) output = Output.of(surroundings, options.json, options.quiet);
        return output;
    }

    Home home() {
        if (home == null) home = Home.choose(surroundings, options.home, options.as);
        return home;
    }

    Config config() {
        if (config == null) config = Config.read(home());
        return config;
    }

    /** Which trackers are asked. */
    Trackers.Choice trackers() {
        if (trackers == null) trackers = Trackers.choose(this);
        return trackers;
    }

    /** The tracker, asked in nobody's name. */
    TrackerClient tracker() {
        if (client == null) client = new TrackerClient(trackers().addresses(), CallPolicy.QUICK, this::tellRetry);
        return client;
    }

    /** The tracker, asked in the name of this home's peer. */
    Member member() {
        if (member == null) member = new Member(this, tracker());
        return member;
    }

    void tellRetry(TrackerUnreachableException.Attempt failure, int attempt, int of) {
        output().note(failure.address().url() + ": " + failure.why() + "; trying again (" + attempt + " of " + of
                + ")");
    }

    @Override
    public void close() {
        if (client != null) client.close();
        surroundings.out().flush();
        surroundings.err().flush();
    }
}
