/**
 * What peers say to each other through the tracker: messages to one, to everybody online, and the inbox that keeps them
 * until the receiver acknowledges them.
 *
 * <p>Who sent a message is whoever the token says. It tells {@link dev.fileswarm.tracker.message.MessagesArrived} inside
 * the process; who listens, and over what stream a receiver hears of it, it must not know. The inbox is the truth.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared", "problem", "limit", "store", "peer"})
package dev.fileswarm.tracker.message;
