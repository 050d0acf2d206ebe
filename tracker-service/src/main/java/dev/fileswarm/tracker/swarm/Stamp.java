package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.peer.Membership;

/**
 * How new an announcement is: of two stamps the one of the later membership, then the higher epoch, then the higher
 * sequence wins.
 */
record Stamp(Membership member, long epoch, long sequence) {
    /** As long for each, so that the texts of one name's stamps sort by age. */
    String text() {
        return "%013d%016x%016x".formatted(member.since().toEpochMilli(), epoch, sequence);
    }

    boolean isOlderThan(HoldingDocument holding) {
        int byMember = member.text().compareTo(holding.member());
        if (byMember != 0) return byMember < 0;
        if (epoch != holding.epoch()) return epoch < holding.epoch();
        return sequence < holding.sequence();
    }
}
