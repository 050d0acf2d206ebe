/**
 * One running agent: presence at the tracker, links to peers, the library that it serves from, and its downloads, put
 * together behind {@link dev.fileswarm.agent.daemon.AgentService}.
 *
 * <p>Commands use the service in their own process or, through {@code page}, in the one that already runs. Knows nothing of
 * command lines or HTTP servers.
 */
package dev.fileswarm.agent.daemon;
