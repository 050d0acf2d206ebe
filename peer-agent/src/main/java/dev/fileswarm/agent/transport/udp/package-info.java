/**
 * Blocks in sealed datagrams, for links on which TCP is slow (docs/wire-protocol.md, "Datagrams").
 *
 * <p>{@link dev.fileswarm.agent.transport.udp.Association} and all that it is made of (round trip, loss, rate, window, pacing,
 * path MTU) are pure: a datagram or a call and the time go in, datagrams and the next time come out. {@link
 * dev.fileswarm.agent.transport.udp.DatagramTransport} and {@link dev.fileswarm.agent.transport.udp.DatagramLane} are the shell
 * around them: one socket, one thread, and the calls that wait.
 *
 * <p>Uses {@code transport}, {@code wire}, {@code model} and {@code time}. Does not know what is asked for, by whom or why.
 */
package dev.fileswarm.agent.transport.udp;
