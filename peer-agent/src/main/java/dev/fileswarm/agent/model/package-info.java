/**
 * The words of the field as types: content ids, layouts, chunks, runs of blocks, peers and their keys.
 *
 * <p>Values only. Knows no socket, file or clock; every other package may use it.
 */
package dev.fileswarm.agent.model;
