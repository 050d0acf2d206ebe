/**
 * What a link between two peers is, whatever carries it: frames in and out, and a key at the other end that was proven.
 *
 * <p>Uses {@code wire}, {@code model} and {@code time}. Does not know what frames mean, nor who may link.
 */
package dev.fileswarm.agent.transport;
