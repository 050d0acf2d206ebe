/**
 * The {@code fileswarm} command line: one class a command, the home folder, the configuration, what is printed, and the exit
 * statuses. The composition root: it may use every other package, and no other package uses it.
 *
 * <p>A command extends {@link dev.fileswarm.agent.cli.Command} and stands in the list of {@code Commands}; it prints through
 * {@code Output} alone, so that {@code --json} and {@code --quiet} hold everywhere, and fails by throwing a {@code
 * CommandFailure}. Nothing here runs before it is needed: a command loads its own classes only.
 */
package dev.fileswarm.agent.cli;
