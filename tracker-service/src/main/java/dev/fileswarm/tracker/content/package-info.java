/**
 * Which files there are: offers (a peer's claim to a content under a file name), searching them, and contents, which are
 * there as long as somebody offers or holds them.
 *
 * <p>It asks {@link dev.fileswarm.tracker.peer.Peers} who an owner is and whether it is here. Who holds which chunks it
 * must not know: {@link dev.fileswarm.tracker.content.HolderCounts} tells it as much as it shows, implemented by whoever
 * keeps holdings, who in turn tells {@link dev.fileswarm.tracker.content.Contents} which contents came into use or fell
 * out of it.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared", "problem", "limit", "store", "peer"})
package dev.fileswarm.tracker.content;
