package dev.fileswarm.agent.download;

import java.io.OutputStream;

/** Where what is fetched goes in the end. */
public sealed interface DownloadTarget {
    /** Under its final name. @param force whether a file of that name is replaced */
    record ToFile(boolean force) implements DownloadTarget {}

    /** Out in order, as it is verified; the part file is only where it waits. The stream is flushed, not closed. */
    record ToStream(OutputStream out) implements DownloadTarget {}
}
