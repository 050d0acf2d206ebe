/**
 * The Merkle tree of docs/content-ids.md: hashing files, proving manifests and chunks.
 *
 * <p>Uses {@code model}. Reads what it is given; knows nothing of peers or of where files lie.
 */
package dev.fileswarm.agent.hash;
