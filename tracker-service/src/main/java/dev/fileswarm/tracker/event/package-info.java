/**
 * What happens, told to whoever listens: the feed, which all trackers of a store share, and the streams of server-sent
 * events, one for each client.
 *
 * <p>It listens for what the other packages tell inside the process, and they do not know of it. Events are hints: what
 * they say is looked up when it is sent, and whoever misses one finds the same by reading. Messages are read from the
 * inbox, never kept here.
 *
 * <pre>
 *   told in the process -> {@link dev.fileswarm.tracker.event.FeedSource} -> {@link dev.fileswarm.tracker.event.Gathering}
 *     -> {@link dev.fileswarm.tracker.event.FeedWriter} -> feed (store)    -> {@link dev.fileswarm.tracker.event.Feed}
 *   other trackers' events: feed (store) -> {@link dev.fileswarm.tracker.event.FeedReader} -> Feed
 *   Feed -> {@link dev.fileswarm.tracker.event.Rendering} -> {@link dev.fileswarm.tracker.event.EventStream}
 * </pre>
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"shared", "problem", "store", "peer", "content", "message"})
package dev.fileswarm.tracker.event;
