package dev.fileswarm.tracker;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a tracker was asked to run.
 *
 * @param mongoUri null for the embedded store
 * @param certificate null for one of the tracker's own making
 * @param privateKey null likewise
 */
record TrackerOptions(
        InetAddress bind,
        int port,
        InetAddress managementBind,
        int managementPort,
        Path data,
        String mongoUri,
        boolean saidOpen,
        boolean saidInsecureHttp,
        Path certificate,
        Path privateKey,
        List<String> trustedProxies,
        Map<String, Long> limits) {
    TrackerOptions {
        if ((certificate == null) != (privateKey == null))
            throw StartFailure.wrong("--certificate and --private-key belong together: give both or neither.");
        if (certificate != null && saidInsecureHttp)
            throw StartFailure.wrong("--insecure-http and --certificate contradict each other: choose one.");
        if (port != 0 && port == managementPort)
            throw StartFailure.wrong("--port and --management-port are both " + port + ": choose two.");
        trustedProxies = List.copyOf(trustedProxies);
        limits = Map.copyOf(limits);
    }

    /** Behind a proxy, a tracker on loopback is reached by others too. */
    private boolean isPrivate() {
        return bind.isLoopbackAddress() && trustedProxies.isEmpty();
    }

    boolean isOpen() {
        return saidOpen || isPrivate();
    }

    boolean isHttps() {
        return certificate != null || !bind.isLoopbackAddress() && !saidInsecureHttp;
    }
}
