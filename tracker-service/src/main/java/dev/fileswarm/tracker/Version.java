package dev.fileswarm.tracker;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine;

/** The version that the build wrote down. */
final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/META-INF/build-info.properties")) {
            if (in != null) build.load(in);
        }
        return new String[] {"fileswarm tracker " + build.getProperty("build.version", "development")};
    }
}
