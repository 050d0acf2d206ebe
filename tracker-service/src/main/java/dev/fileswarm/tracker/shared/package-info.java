/**
 * Identifiers and values that every part of the tracker speaks of: names, content ids and their layouts, chunk maps,
 * pages, and who is calling. It uses the JDK alone, and knows neither HTTP nor the store.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package dev.fileswarm.tracker.shared;
