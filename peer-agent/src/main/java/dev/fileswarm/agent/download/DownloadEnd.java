package dev.fileswarm.agent.download;

import java.nio.file.Path;

/** How a download ended. */
public sealed interface DownloadEnd {
    /** Every chunk is there, and the file has its name. */
    record Finished(Path file) implements DownloadEnd {}

    /** The bytes that were asked for went out in order. */
    record Streamed() implements DownloadEnd {}

    /** The chosen chunks are there; the unfinished file is kept. */
    record ChosenChunksFetched() implements DownloadEnd {}

    /** What came is kept. @param message what happened and why, for people */
    record Failed(FailureReason reason, String message) implements DownloadEnd {}

    /** What came is kept. */
    record Cancelled() implements DownloadEnd {}
}
