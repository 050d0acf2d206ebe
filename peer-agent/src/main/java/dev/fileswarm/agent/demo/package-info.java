/**
 * The demonstration: a tracker and four peers as processes of their own, and one file among them.
 *
 * <p>Uses only what a person can use: the launcher, and the local API of the agents that it starts.
 */
package dev.fileswarm.agent.demo;
