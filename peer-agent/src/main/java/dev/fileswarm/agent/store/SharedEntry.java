package dev.fileswarm.agent.store;

import dev.fileswarm.agent.hash.FileStamp;
import dev.fileswarm.agent.model.ContentId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A shared file as the catalogue knows it.
 *
 * @param path absolute; there is one entry a path
 * @param name the file name it is offered under
 * @param stamp the file's when it was hashed
 * @param sha1 40 hex digits, where the owner states it
 * @param isOffered whether it is listed under its name; what was only fetched is held and served, but not offered
 */
public record SharedEntry(
        Path path, String name, ContentId content, FileStamp stamp, Optional<String> sha1, boolean isOffered) {}
