/**
 * The prompt of {@code fileswarm shell}: reads lines from a terminal or a pipe, takes them apart, knows the words of older
 * programs, asks for what is missing, and prints what comes from others above what is being typed.
 *
 * <p>Works with {@code cli}, which runs the commands behind {@link dev.fileswarm.agent.shell.ShellHost}. The only package that
 * knows JLine; knows nothing of picocli, of trackers or of downloads.
 */
package dev.fileswarm.agent.shell;
