package dev.fileswarm.load;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** The bytes of each request. */
final class Requests {
    private static final int PAGE = 50;

    private Requests() {}

    /** Of the mix: what this peer asks where there are so many peers and contents. */
    static byte[] of(Operation operation, Player player, int peers, int contents, String prefix) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String api = "/api/v1";
        return switch (operation) {
            case ANNOUNCE -> post(api + "/announcements", player.token(), player.announcement());
            case HEARTBEAT -> post(api + "/peers/" + player.name + "/heartbeat", player.token(), "{}");
            case HOLDERS -> holders(player.token(), random.nextInt(contents), PAGE);
            case SEARCH -> {
                int some = random.nextInt(contents);
                yield get(
                        api + "/offers?limit=" + PAGE + "&q=" + Contents.rareWord(some) + "+" + Contents.colour(some),
                        player.token());
            }
            case SEARCH_COMMON ->
                get(api + "/offers?limit=" + PAGE + "&q=" + Contents.colour(random.nextInt(contents)), player.token());
            case OFFERS -> get(api + "/offers?limit=" + PAGE, player.token());
            case PEERS -> get(api + "/peers?online=true&limit=" + PAGE, player.token());
            case PEER -> get(api + "/peers/" + prefix + random.nextInt(peers), player.token());
            case CONTENT -> get(api + "/contents/" + Contents.id(random.nextInt(contents)), player.token());
            case REGISTER, FILL, OFFER, ANNOUNCE_ONE, VISIBLE, OTHER ->
                throw new IllegalArgumentException(operation + " is not part of the mix");
        };
    }

    static byte[] holders(String token, int content, int limit) {
        return get("/api/v1/contents/" + Contents.id(content) + "/holders?limit=" + limit, token);
    }

    static byte[] events(String token) {
        return get("/api/v1/events", token);
    }

    /** BitTorrent's announcement over HTTP, of a random peer for a random one of so many contents. */
    static byte[] bittorrent(int contents, boolean keepAlive) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String hash = "%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10" + escaped(random.nextInt(contents));
        return ("GET /announce?info_hash=" + hash + "&peer_id=-FS0001-" + (100_000_000_000L + random.nextInt(10_000))
                        + "&port=40000&uploaded=0&downloaded=0&left=1000&compact=1&numwant=0 HTTP/1.1\r\nHost: x\r\n"
                        + (keepAlive ? "" : "Connection: close\r\n") + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String escaped(int number) {
        return String.format(
                "%%%02X%%%02X%%%02X%%%02X", number >>> 24, number >> 16 & 255, number >> 8 & 255, number & 255);
    }

    static byte[] get(String path, String token) {
        return ("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + authorization(token) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] post(String path, String token, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: x\r\n" + authorization(token)
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String authorization(String token) {
        return token == null ? "" : "Authorization: Bearer " + token + "\r\n";
    }

    /** The text of a field in flat JSON; null where it is not there. */
    static String field(String json, String name) {
        String start = "\"" + name + "\":\"";
        int from = json.indexOf(start);
        if (from < 0) return null;
        return json.substring(from + start.length(), json.indexOf('"', from + start.length()));
    }
}
