/**
 * Which blocks to ask from whom next: rarest chunk first, begun chunks before fresh ones, enough in flight for each peer's
 * rate, and at the end what the slow owe from the fast.
 *
 * <p>Pure: every call is given the time, every choice comes from the seed. Uses {@code model}; knows nothing of links, files
 * or hashes.
 */
package dev.fileswarm.agent.selection;
