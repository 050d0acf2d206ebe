/**
 * Time as an input: a clock and timers as interfaces, and the real ones.
 *
 * <p>Whoever needs the time is given a {@link dev.fileswarm.agent.time.Clock}, so that tests run in virtual time.
 */
package dev.fileswarm.agent.time;
