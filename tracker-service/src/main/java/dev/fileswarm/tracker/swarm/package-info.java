/**
 * Who holds which chunks of what: announcements of peers, and choosing sources from them.
 *
 * <p>Holdings are soft state: each carries the (epoch, sequence) that it was announced with, the highest wins, and a peer
 * that finds the tracker behind announces again. Whether a holder counts is decided by its lease when somebody asks, so a
 * peer that comes back counts again at once.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"shared", "problem", "limit", "store", "peer", "content"})
package dev.fileswarm.tracker.swarm;
