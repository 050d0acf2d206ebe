/**
 * Whole swarms in virtual time: the real selection, download and session code of every peer, over links with rates and delays
 * that only exist as numbers. Seeded, and the same again for the same seed.
 *
 * <p>Knows neither threads nor sockets nor the clock. What it stands in for: the transports (as bytes a second and a delay), the
 * disk (always in time) and the tracker.
 */
package dev.fileswarm.agent.simulate;
