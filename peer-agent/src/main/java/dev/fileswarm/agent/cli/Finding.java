package dev.fileswarm.agent.cli;

/**
 * What {@code doctor} found about one thing.
 *
 * @param about home, tracker, clock, credential, ports or disk
 * @param why null where there is nothing to say
 * @param whatToTry null where there is nothing to do
 */
record Finding(String about, boolean isFine, String found, String why, String whatToTry) {
    static Finding fine(String about, String found) {
        return new Finding(about, true, found, null, null);
    }

    static Finding wrong(String about, String found, String why, String whatToTry) {
        return new Finding(about, false, found, why, whatToTry);
    }

    static Finding of(String about, CommandFailure failure) {
        return wrong(about, failure.getMessage(), failure.why(), failure.whatToTry());
    }
}
