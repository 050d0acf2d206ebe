package dev.fileswarm.tracker.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.shared.ChunkMap;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import java.util.stream.Stream;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HoldingDocumentTest {
    private static final ContentId CONTENT = ContentId.of(TestContents.ofChunks(20));

    static Stream<ChunkMap> maps() {
        return Stream.of(
                ChunkMap.complete(CONTENT.chunkCount()),
                ChunkMap.of(CONTENT.chunkCount(), new byte[] {0x40, 0, 0x10}),
                null);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void what_is_stored_is_read_as_it_was(ChunkMap chunks) {
        Stamp stamp = new Stamp(new Membership(PeerName.of("ann"), Instant.ofEpochMilli(1_790_000_000_000L)), 5, 7);
        HoldingDocument holding = HoldingDocument.of(stamp, new Announcement(CONTENT, chunks), Instant.EPOCH);
        // As the driver gives it: with its own types for bytes and times.
        org.bson.Document stored = new DocumentCodec()
                .decode(
                        holding.toDocument().toBsonDocument().asBsonReader(),
                        DecoderContext.builder().build());
        assertThat(HoldingDocument.of(stored)).usingRecursiveComparison().isEqualTo(holding);
    }
}
