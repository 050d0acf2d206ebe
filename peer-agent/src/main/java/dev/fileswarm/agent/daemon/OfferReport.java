package dev.fileswarm.agent.daemon;

/** How many files are offered after the call, were so before it, or could not be. */
public record OfferReport(int offered, int alreadyOffered, int refused) {}
