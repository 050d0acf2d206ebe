/**
 * The tracker, as a peer uses it: its REST interface as typed calls, and the presence that keeps a peer registered, signed in
 * and announced.
 *
 * <p>{@link dev.fileswarm.agent.tracker.TrackerClient} makes single calls, {@link dev.fileswarm.agent.tracker.SignOn} the
 * answers to challenges, and {@link dev.fileswarm.agent.tracker.Presence} runs for as long as the peer is online. Works with
 * {@code model} and {@code time}. The only user of OkHttp. Knows no file, no store and no terminal: keys come as a {@link
 * dev.fileswarm.agent.tracker.Signer}, and what should be kept or shown goes to listeners.
 */
package dev.fileswarm.agent.tracker;
