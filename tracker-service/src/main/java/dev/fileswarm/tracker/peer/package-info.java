/**
 * Who is who, and who is here: names and keys, challenges, tokens and credentials, addresses, leases, bans.
 *
 * <p>Other packages ask {@link dev.fileswarm.tracker.peer.Peers}, take a {@link dev.fileswarm.tracker.shared.Caller} in
 * their controllers, and listen for {@link dev.fileswarm.tracker.peer.PeerEvent}s. It must not know what peers hold,
 * offer or say.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared", "problem", "limit", "store"})
package dev.fileswarm.tracker.peer;
