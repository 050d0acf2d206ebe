package dev.fileswarm.tracker.event;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What bounds the feed and its streams.
 *
 * @param kept how long events are kept for streams that come back
 * @param keptWeight how much of one tracker is kept at most, in names or so; about 100 bytes each
 * @param heartbeat how often a stream without events shows that it is alive
 * @param queue how many batches may wait for one slow reader
 * @param maxStreams how many streams one tracker serves at once
 */
@ConfigurationProperties("fileswarm.events")
record FeedSettings(
        @DefaultValue("15m") Duration kept,
        @DefaultValue("300000") int keptWeight,
        @DefaultValue("10s") Duration heartbeat,
        @DefaultValue("256") int queue,
        @DefaultValue("4000") int maxStreams) {}
