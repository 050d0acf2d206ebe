/**
 * The local API: commands ask the agent that already runs on this machine, over HTTP on loopback.
 *
 * <p>Server and client stand side by side, since they share one format. Only this user may call: the token lies in a file
 * that nobody else can read, and requests that come by way of a browser's page of another origin are refused.
 */
package dev.fileswarm.agent.page;
