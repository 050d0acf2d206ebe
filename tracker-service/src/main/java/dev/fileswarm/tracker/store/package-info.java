/**
 * How the tracker reaches its store: durability of writes, indexes, what is known of the store's clock and health. It
 * knows no document of any other package.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = "shared")
package dev.fileswarm.tracker.store;
