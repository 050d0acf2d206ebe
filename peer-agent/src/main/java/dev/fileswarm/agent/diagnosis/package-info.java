/**
 * Says what bounds a download now: {@link dev.fileswarm.agent.diagnosis.Diagnosis} reads measurements that the agent keeps anyway
 * and orders what it finds.
 *
 * <p>Pure. Uses {@code model}; who measures, and how findings are told, it does not know.
 */
package dev.fileswarm.agent.diagnosis;
