/**
 * Private links: two people talk over the same encrypted, mutually authenticated link that their peers exchange files on.
 *
 * <p>{@link dev.fileswarm.agent.chat.PrivateLinks} decides what is open with whom, numbers and confirms texts, and tells both
 * sides' people. Works with {@code transfer}, which moves the frames. Knows no tracker and no store: whom to reach and where
 * texts are kept is the business of who uses it.
 */
package dev.fileswarm.agent.chat;
