package dev.fileswarm.agent.daemon;

import java.util.List;

/**
 * What a download came to.
 *
 * @param file the file's absolute path; the unfinished file where only some chunks are there
 * @param complete whether every chunk is there now
 * @param heldChunks how many chunks are there now
 * @param bytes verified bytes that came over the network in this call
 * @param duplicateBytes bytes that came twice
 * @param lastByte the value of the content's last byte, 0 to 255; null where it is not there
 */
public record FetchReport(
        String content,
        String file,
        boolean complete,
        int heldChunks,
        int chunks,
        long size,
        long bytes,
        long duplicateBytes,
        double seconds,
        Integer lastByte,
        List<PeerShare> peers,
        Transports transports) {}
