package dev.fileswarm.tracker;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a tracker says when it is ready: to people first, and in its last line to scripts. */
record Announcement(
        TrackerOptions options,
        Path data,
        ServerCertificate certificate,
        OperatorToken operator,
        int port,
        int managementPort,
        String joinSecret) {
    void print(PrintStream out) {
        lines().forEach(out::println);
        out.flush();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("  host        " + HostAddresses.hostName() + " (" + String.join(", ", HostAddresses.all()) + ")");
        lines.add("  interface   " + url() + "/swagger-ui.html");
        lines.add("  health      http://" + HostAddresses.urlHost(options.managementBind()) + ":" + managementPort
                + "/actuator/health");
        lines.add("  data        " + data + store());
        lines.add("  access      " + access());
        if (!options.isOpen()) lines.addAll(joining());
        lines.add("  operator    " + (operator.justMade() ? "token " + operator.text() + ", kept" : "token kept")
                + " in " + data.resolve(OperatorToken.FILE));
        lines.add("fileswarm tracker listening on " + url());
        return lines;
    }

    private String url() {
        return (certificate == null ? "http" : "https") + "://" + HostAddresses.urlHost(options.bind()) + ":" + port;
    }

    private String store() {
        return options.mongoUri() == null
                ? " (embedded store: suits a team, not a city; no login, so keep this host to one user; --mongodb for"
                        + " more)"
                : " (accounts and files are in the MongoDB given)";
    }

    private String access() {
        String who = options.isOpen() ? "open: whoever reaches it may read and register" : "closed: join link needed";
        return who + (certificate == null ? ", HTTP" : ", HTTPS");
    }

    private List<String> joining() {
        if (certificate == null) return List.of("  join secret " + joinSecret);
        String link = url() + "#" + certificate.fingerprintText() + "." + joinSecret;
        String trust = certificate.selfMade() ? "--insecure " : "";
        return List.of(
                "  join link   " + link,
                "  with curl   curl " + trust + "--pinnedpubkey '" + certificate.curlPin() + "' " + url()
                        + "/api/v1/tracker");
    }
}
