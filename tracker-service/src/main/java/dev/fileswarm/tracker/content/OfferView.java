package dev.fileswarm.tracker.content;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fileswarm.tracker.peer.PeerAddress;
import dev.fileswarm.tracker.peer.PeerInfo;
import dev.fileswarm.tracker.shared.ContentId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Offer")
public record OfferView(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = Examples.FILE)
        String name,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "ann")
        String owner,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = Examples.CONTENT)
        String content,

        @Schema(description = "Bytes.", requiredMode = Schema.RequiredMode.REQUIRED, example = "9")
        long size,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "1")
        int chunks,

        @Schema(description = "Bytes of the largest chunk.", requiredMode = Schema.RequiredMode.REQUIRED, example = "9")
        long chunkSize,

        @Schema(description = "What the owner says the SHA-1 of the file is; nobody has checked it.")
        String sha1,

        @Schema(description = "Whether the owner is online.", requiredMode = Schema.RequiredMode.REQUIRED)
        boolean online,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant offeredAt,

        @Schema(description = "The owner's; absent for readers that are not signed in.")
        List<PeerAddress> addresses) {
    static OfferView of(OfferDocument offer, PeerInfo owner, boolean withAddresses) {
        ContentId content = offer.contentId();
        return new OfferView(
                offer.name(),
                owner.name().text(),
                offer.content(),
                content.sizeBytes(),
                content.chunkCount(),
                content.chunkBytes(),
                offer.sha1(),
                owner.online(),
                offer.offeredAt(),
                withAddresses ? owner.addresses() : null);
    }
}
