/**
 * Fetches one content from many peers into a {@code store.PartFile}.
 *
 * <p>{@link dev.fileswarm.agent.download.Download} thinks: it is told events and the time and answers with actions, and so
 * runs in virtual time in tests. {@link dev.fileswarm.agent.download.RunningDownload} acts: one owner thread, a bounded
 * queue, and the links' reader threads, which write and verify blocks themselves.
 *
 * <p>Uses {@code model}, {@code hash}, {@code time}, {@code selection}, {@code store}, {@code transfer} and the reasons of
 * {@code wire}. Who holds a content and how a peer is reached it asks through {@link
 * dev.fileswarm.agent.download.SourceFinder} and {@link dev.fileswarm.agent.download.PeerDialer}; it knows nothing of
 * trackers, sockets or command lines.
 */
package dev.fileswarm.agent.download;
