package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.PeerName;

/** Reads the names of peers from the command line. */
final class Names {
    private Names() {}

    static PeerName parse(String text) {
        try {
            return new PeerName(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitStatus.USAGE,
                    "name-invalid",
                    "\"" + text + "\" cannot be a name",
                    e.getMessage(),
                    "choose a name such as alice or lab-7");
        }
    }
}
