package dev.fileswarm.tracker.peer;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

record SignInRequest(
        @NotNull @Schema(example = "ann") String name,

        @NotNull @Size(max = 128) @Schema(description = "From POST /api/v1/challenges, for the purpose 'sign-in'.")
        String nonce,

        @NotNull
        @Size(max = 128)
        @Schema(
                description = "Ed25519, in base64url, over these lines joined by a line feed: 'fileswarm/1 sign-in',"
                        + " the tracker's id, the name in lower case, the nonce, the TCP port, the UDP port.")
        String signature,

        @PeerPort @Schema(description = "1024 to 65535; 0 or absent for none.")
        Integer tcpPort,

        @PeerPort @Schema(description = "1024 to 65535; 0 or absent for none.")
        Integer udpPort) {
    int tcp() {
        return tcpPort == null ? 0 : tcpPort;
    }

    int udp() {
        return udpPort == null ? 0 : udpPort;
    }
}
