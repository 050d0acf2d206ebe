/**
 * What a request that fails is answered with: an RFC 9457 problem with a stable code, whatever went wrong and wherever.
 * It knows how to say errors, not when they happen.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = "shared")
package dev.fileswarm.tracker.problem;
