package dev.fileswarm.agent.hash;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Manifest;
import java.util.Optional;

/**
 * What hashing told of a file.
 *
 * @param stamp the file's as it was hashed
 * @param sha1 40 hex digits, where it was asked for
 */
public record HashedFile(ContentId content, Manifest manifest, FileStamp stamp, Optional<String> sha1) {}
