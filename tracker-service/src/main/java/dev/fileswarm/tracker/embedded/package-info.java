/**
 * The embedded store: a MongoDB-speaking server in memory, with a journal on disk that makes every answer durable.
 *
 * <p>For trackers that are given no MongoDB, and for {@code fileswarm store}, which runs it for several trackers. Nothing
 * else in the tracker knows of it: they all talk to it through the ordinary driver, by its {@link
 * dev.fileswarm.tracker.embedded.EmbeddedStore#connectionString() connection string}.
 *
 * <p>How it works, from the socket to the disk:
 *
 * <ol>
 *   <li>{@code StoreServer} and {@code StoreConnection} read commands; one {@code CommandGate} runs writing commands alone
 *       and reading commands together, and encodes each answer before the next writer may change what it shows.
 *   <li>{@code JournaledBackend}, {@code JournaledDatabase} and {@code JournaledCollection} hand every effect (after-image,
 *       deletion, index or collection made or dropped) to the {@code Journal}.
 *   <li>The journal's one thread writes whatever has gathered as one frame, syncs it, and only then lets go of the answers
 *       that saw those effects, answers to reads included.
 *   <li>{@code JournalReader} replays the file at start; {@code Compactor} rewrites it when it has grown.
 * </ol>
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package dev.fileswarm.tracker.embedded;
