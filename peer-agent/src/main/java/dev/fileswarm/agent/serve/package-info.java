/**
 * What this peer offers to others: shared files and running downloads as sources of uploads, and the watching of shared
 * folders.
 *
 * <p>Uses {@code transfer} for the source's shape, {@code store}, {@code hash} and {@code model}. Knows no socket and no
 * tracker; whoever announces listens to the library.
 */
package dev.fileswarm.agent.serve;
