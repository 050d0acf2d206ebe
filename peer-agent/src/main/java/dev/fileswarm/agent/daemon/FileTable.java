package dev.fileswarm.agent.daemon;

import java.time.Instant;
import java.util.List;

/**
 * The table of files that peers online offer, as this agent knows it, and who is online.
 *
 * @param rows by name of the file, owner and content
 * @param online names of peers, sorted
 * @param seenAt until when the tracker has told of changes; null before it ever did
 * @param current whether the tracker tells of each change right now
 */
public record FileTable(List<FileRow> rows, List<String> online, Instant seenAt, boolean current) {}
