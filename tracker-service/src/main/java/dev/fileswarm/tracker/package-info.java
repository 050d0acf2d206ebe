/**
 * The wiring: the command line, the start and stop of the process, TLS, and which requests need a token. What the
 * tracker does is in the packages below, which know nothing of this one.
 */
package dev.fileswarm.tracker;
