/**
 * How much one caller may ask for: rates, by address, name or sender, and quotas. Whoever does the work takes what it
 * costs here first; what a caller, an address or an offer is, this package does not know.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared", "problem"})
package dev.fileswarm.tracker.limit;
