/**
 * Runs sessions on links: one reader and one writer thread a link, permits, time-outs, and the pool of linked peers.
 *
 * <p>{@link dev.fileswarm.agent.transfer.RemotePeer} is what a download asks; {@link
 * dev.fileswarm.agent.transfer.ContentSource} is what an upload reads from. Knows nothing of trackers or files.
 */
package dev.fileswarm.agent.transfer;
