package dev.fileswarm.agent.tracker;

/** What a presence asks of the tracker. */
interface PresenceCalls {
    /** Signs in; takes the name again where the tracker does not know it any more. */
    Session signIn() throws TrackerException;

    Lease heartbeat() throws TrackerException;

    Lease announce(Announcer.Batch batch) throws TrackerException;
}
