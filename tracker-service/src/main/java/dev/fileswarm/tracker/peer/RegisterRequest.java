package dev.fileswarm.tracker.peer;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

@Schema(description = "With a key: a nonce and a signature as well. Without: a name that may read and talk only.")
record RegisterRequest(
        @NotNull
        @Schema(description = "1 to 32 of A-Z a-z 0-9 . _ -, starting with a letter or digit.", example = "ann")
        String name,

        @Size(max = 64) @Schema(description = "The raw 32-byte Ed25519 public key, in base64url.")
        String key,

        @Size(max = 128) @Schema(description = "From POST /api/v1/challenges, for the purpose 'register'.")
        String nonce,

        @Size(max = 128)
        @Schema(
                description = "Ed25519, in base64url, over these lines joined by a line feed: 'fileswarm/1 register',"
                        + " the tracker's id, the name in lower case, the nonce, the TCP port, the UDP port.")
        String signature,

        @PeerPort @Schema(description = "1024 to 65535; 0 or absent for none.")
        Integer tcpPort,

        @PeerPort @Schema(description = "1024 to 65535; 0 or absent for none.")
        Integer udpPort,

        @Size(max = 128) @Schema(description = "What the join link of a closed tracker ends in.")
        String joinSecret) {
    int tcp() {
        return tcpPort == null ? 0 : tcpPort;
    }

    int udp() {
        return udpPort == null ? 0 : udpPort;
    }
}
