/**
 * The load program: several worker processes play peers against trackers, one controller tells them what to do and prints
 * what came of it. Knows the trackers by their interface alone.
 *
 * <pre>
 *   LoadMain -> Controller -> WorkerProcess  ~ pipes ~  Worker -> Players, ClosedLoop, OpenLoop -> Connection
 * </pre>
 *
 * What is measured is also what it costs: the program shares the machine with what it measures, so its requests are put
 * together by hand, and answers are looked into only where something in them is needed.
 */
package dev.fileswarm.load;
