package dev.fileswarm.agent.download;

import java.util.List;
import java.util.OptionalLong;

/**
 * How far a download is.
 *
 * @param verifiedBytes bytes of the wanted chunks that are held
 * @param receivedBytes these, and the bytes that came of chunks that are not whole yet
 * @param wantedBytes bytes of the wanted chunks
 * @param bytesPerSecond smoothed
 * @param secondsLeft empty while nobody can tell
 * @param peers everyone that was linked in this download
 * @param duplicateBytes bytes that came twice
 * @param waiting why nothing comes, for people; empty while something does
 */
public record DownloadProgress(
        DownloadState state,
        long verifiedBytes,
        long receivedBytes,
        long wantedBytes,
        int verifiedChunks,
        int wantedChunks,
        long bytesPerSecond,
        OptionalLong secondsLeft,
        List<PeerProgress> peers,
        long duplicateBytes,
        String waiting) {}
