/**
 * The contract of the REST interface as the tracker emits it: what the controllers say of themselves, completed with
 * every problem each operation can answer and with examples that run. openapi/tracker.yaml is what it emits, committed.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared", "problem"})
package dev.fileswarm.tracker.contract;
