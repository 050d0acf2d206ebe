package dev.fileswarm.tracker;

import com.mongodb.ConnectionString;
import dev.fileswarm.tracker.limit.Limits;
import dev.fileswarm.tracker.peer.Network;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads values of the command line; what cannot be is refused by name, in one line. */
final class Options {
    static final String DATABASE = "fileswarm";

    private Options() {}

    /** {@code FILESWARM_HOME}, or {@code .fileswarm} in the user's home. */
    static Path home() {
        String home = System.getenv("FILESWARM_HOME");
        return home == null || home.isBlank() ? Path.of(System.getProperty("user.home"), ".fileswarm") : Path.of(home);
    }

    static int port(String option, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port == 0 || port >= 1_024 && port <= 65_535) return port;
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw StartFailure.wrong(option + " " + text + " is no port: give 1024 to 65535, or 0 for a free one.");
    }

    /** An address of this machine, or one that stands for all of them. */
    static InetAddress bindAddress(String text) {
        try {
            InetAddress address = InetAddress.getByName(text);
            if (address.isAnyLocalAddress() || address.isLoopbackAddress()) return address;
            if (NetworkInterface.getByInetAddress(address) != null) return address;
            throw StartFailure.wrong("--bind " + text + " is no address of this machine. It has: "
                    + String.join(", ", HostAddresses.all()) + "; 0.0.0.0 and :: stand for all of them.");
        } catch (UnknownHostException | SocketException e) {
            throw StartFailure.wrong("--bind " + text + " is no address. Give an IP address of this machine, or a host"
                    + " name that resolves to one.");
        }
    }

    static List<String> networks(List<String> texts) {
        for (String text : texts) {
            try {
                Network.parse(text);
            } catch (IllegalArgumentException e) {
                throw StartFailure.wrong(
                        "--trusted-proxies " + text + " is no network. Give addresses such as 10.0.0.7 or 10.0.0.0/8.");
            }
        }
        return texts;
    }

    static Map<String, Long> limits(Map<String, Long> texts) {
        texts.forEach((name, most) -> {
            if (!Limits.names().contains(name))
                throw StartFailure.wrong(
                        "--limits " + name + " is no limit. There are: " + String.join(", ", Limits.names()) + ".");
            if (most == null || most < 1 || most > Limits.HIGHEST)
                throw StartFailure.wrong(
                        "--limits " + name + "=" + most + " must be 1 or more, up to " + Limits.HIGHEST + ".");
        });
        return texts;
    }

    /** The URI, with the tracker's usual database where it names none. */
    static String mongoUri(String text) {
        try {
            ConnectionString uri = new ConnectionString(text);
            if (uri.getDatabase() != null) return text;
        } catch (IllegalArgumentException e) {
            throw StartFailure.wrong("--mongodb is no MongoDB URI: " + e.getMessage()
                    + ". It looks like mongodb://USER:PASSWORD@HOST:27017/fileswarm");
        }
        return withDatabase(text);
    }

    static String withDatabase(String uri) {
        int options = uri.indexOf('?');
        String base = options < 0 ? uri : uri.substring(0, options);
        String query = options < 0 ? "" : uri.substring(options);
        boolean slash = base.indexOf('/', base.indexOf("://") + 3) >= 0;
        return base + (slash ? "" : "/") + DATABASE + query;
    }

    static Path readable(String option, Path file) {
        if (Files.isReadable(file) && Files.isRegularFile(file)) return file;
        throw StartFailure.wrong(option + " " + file + " is no file that can be read.");
    }
}
