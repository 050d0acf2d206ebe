package dev.fileswarm.tracker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

@CommandLine.Command(
        name = "tracker",
        description = {
            "Runs a tracker. On loopback it is open to everybody on this machine and speaks HTTP. Bound to anything"
                    + " else it speaks HTTPS, is closed to whoever lacks its join link, and prints that link."
        },
        footer = {
            "",
            "Examples:",
            "  fileswarm tracker                            for this machine alone",
            "  fileswarm tracker --bind 0.0.0.0             for everybody with the join link that it prints",
            "  fileswarm tracker --bind 0.0.0.0 --port 9000 --data /srv/tracker",
            "  fileswarm tracker --mongodb 'mongodb://db1,db2,db3/fileswarm?replicaSet=rs0'"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        versionProvider = Version.class)
final class TrackerCommand implements Runnable {
    @CommandLine.Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8420",
            description = "1024 to 65535, or 0 for a free one (default: ${DEFAULT-VALUE}).")
    private String port;

    @CommandLine.Option(
            names = "--bind",
            paramLabel = "ADDR",
            defaultValue = "127.0.0.1",
            description = "An address of this machine; 0.0.0.0 or :: for all (default: ${DEFAULT-VALUE}).")
    private String bind;

    @CommandLine.Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the embedded store, the certificate and the operator's token are kept (default:"
                    + " ~/.fileswarm/tracker, or tracker in FILESWARM_HOME).")
    private Path data;

    @CommandLine.Option(
            names = "--mongodb",
            paramLabel = "URI",
            description = "Keep everything in this MongoDB (or FerretDB) instead of the embedded store.")
    private String mongodb;

    @CommandLine.Option(
            names = "--open",
            description = "Let anybody who can reach the tracker read and register, without a join secret.")
    private boolean open;

    @CommandLine.Option(
            names = "--insecure-http",
            description = "Speak HTTP even where others can listen: tokens and file names are readable on the way.")
    private boolean insecureHttp;

    @CommandLine.Option(names = "--certificate", paramLabel = "FILE", description = "PEM certificate chain for HTTPS.")
    private Path certificate;

    @CommandLine.Option(names = "--private-key", paramLabel = "FILE", description = "Its private key, PEM.")
    private Path privateKey;

    @CommandLine.Option(
            names = "--trusted-proxies",
            paramLabel = "CIDR",
            split = ",",
            description = "Networks whose X-Forwarded-For counts, separated by commas.")
    private List<String> trustedProxies = List.of();

    @CommandLine.Option(
            names = "--limits",
            paramLabel = "NAME=N",
            split = ",",
            description = "Other limits than the usual ones, by the minute or as a quota: requests-per-address,"
                    + " body-bytes-per-address, sign-ins-per-address, sign-ins-per-name,"
                    + " messages-per-sender, broadcasts-per-sender, offers-per-peer, holdings-per-peer.")
    private Map<String, Long> limits = Map.of();

    @CommandLine.Option(
            names = "--management-port",
            paramLabel = "N",
            defaultValue = "8421",
            description = "Health and metrics, on loopback; 0 for a free port (default: ${DEFAULT-VALUE}).")
    private String managementPort;

    @CommandLine.Option(
            names = "--management-bind",
            paramLabel = "ADDR",
            defaultValue = "127.0.0.1",
            description = "Where health and metrics are answered, to anybody who asks (default: ${DEFAULT-VALUE}).")
    private String managementBind;

    @Override
    public void run() {
        TrackerProcess.run(options());
    }

    private TrackerOptions options() {
        return new TrackerOptions(
                Options.bindAddress(bind),
                Options.port("--port", port),
                Options.bindAddress(managementBind),
                Options.port("--management-port", managementPort),
                data == null ? Options.home().resolve("tracker") : data.toAbsolutePath(),
                mongodb == null ? null : Options.mongoUri(mongodb),
                open,
                insecureHttp,
                certificate == null ? null : Options.readable("--certificate", certificate),
                privateKey == null ? null : Options.readable("--private-key", privateKey),
                Options.networks(trustedProxies),
                Options.limits(limits));
    }
}
