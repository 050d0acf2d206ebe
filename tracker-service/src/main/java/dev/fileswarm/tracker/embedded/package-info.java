/** The store inside the tracker's own process, for when no MongoDB is given. Nothing else knows of it. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package dev.fileswarm.tracker.embedded;
