package dev.fileswarm.tracker.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Headers that are there twice, of which each server on the way may take another one. */
final class DoubledHeaders {
    private static final List<String> OTHER_TYPES =
            List.of("application/json", "APPLICATION/JSON;charset=utf-8", "text/plain", "nonsense", "");
    private static final List<String> OTHER_LENGTHS =
            List.of("Content-Length: 0", "Content-Length: x", "Content-Length: -1", "Transfer-Encoding: chunked");

    /** @param areRefused whether the request must not be taken, whatever else is right */
    record Added(List<String> headers, boolean areRefused) {}

    static final Added NONE = new Added(List.of(), false);

    private DoubledHeaders() {}

    /**
     * @param body null for none
     * @param knowsCallers whether the operation looks at who calls
     */
    static Added of(List<String> headers, byte[] body, boolean knowsCallers, World world, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> authorization(headers, knowsCallers, world, random);
            case 1 -> new Added(List.of("Content-Type: " + HostileValues.pick(OTHER_TYPES, random)), false);
            default -> length(body, random);
        };
    }

    private static Added authorization(List<String> headers, boolean knowsCallers, World world, Random random) {
        boolean isThere = headers.stream().anyMatch(header -> header.startsWith("Authorization:"));
        List<String> tokens =
                List.of(world.peer(random.nextInt(world.peerCount())).token(), world.operatorToken(), world.oddToken());
        List<String> added = new ArrayList<>(List.of("Authorization: Bearer " + HostileValues.pick(tokens, random)));
        if (!isThere) added.add("Authorization: Bearer " + HostileValues.pick(tokens, random));
        return new Added(added, knowsCallers);
    }

    private static Added length(byte[] body, Random random) {
        if (body == null) return new Added(List.of("Content-Length: 1", "Content-Length: 2"), true);
        if (random.nextInt(4) == 0) return new Added(List.of("Content-Length: " + body.length), false);
        boolean isNear = body.length > 0 && random.nextBoolean();
        String near = "Content-Length: " + (body.length + (random.nextBoolean() ? 1 : -1));
        return new Added(List.of(isNear ? near : HostileValues.pick(OTHER_LENGTHS, random)), true);
    }
}
