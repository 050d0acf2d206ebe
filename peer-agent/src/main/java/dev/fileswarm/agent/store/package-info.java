/**
 * What lies on this peer's disk: unfinished files with verified writes and resume, and the catalogue of what is shared and
 * fetched.
 *
 * <p>Uses {@code model} and {@code hash}. Knows nothing of peers: what it is given comes from anybody, and counts once it is
 * verified.
 */
package dev.fileswarm.agent.store;
