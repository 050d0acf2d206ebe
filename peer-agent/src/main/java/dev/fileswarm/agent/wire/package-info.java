/**
 * The frames that peers exchange (docs/wire-protocol.md): one record each, checked when made, and the codec between them and
 * bytes.
 *
 * <p>Uses {@code model}. Knows no socket, no clock, and not which frame may follow which.
 */
package dev.fileswarm.agent.wire;
