/**
 * One peer's side of the protocol as a state machine: frames, commands and the time in, actions out.
 *
 * <p>Uses {@code wire} and {@code model}. Has no thread, socket, clock or lock: whoever runs it calls from one thread at a time
 * and carries out the actions in order.
 */
package dev.fileswarm.agent.session;
