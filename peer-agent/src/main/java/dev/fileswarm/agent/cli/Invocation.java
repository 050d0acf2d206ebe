package dev.fileswarm.agent.cli;

/** One run of one command: what it works with, made when it is first asked for. Used by one thread. */
final class Invocation implements AutoCloseable {
    private final Surroundings surroundings;
    private final GlobalOptions options;
    private Output output;
    private Home home;
    private Config config;

    Invocation(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
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

    @Override
    public void close() {
        surroundings.out().flush();
        surroundings.err().flush();
    }
}
