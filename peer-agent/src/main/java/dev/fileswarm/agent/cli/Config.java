package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.PrivateFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings in {@code config.toml}. People may edit the file; commands change single settings in it and leave its other
 * lines, comments too, as they are. Settings of the shared home count where an identity's own has none.
 */
final class Config {
    /** Every setting there is; another word in the file is an error, since it is most likely a misspelt one. */
    static final Set<String> KEYS = new TreeSet<>(Set.of(
            "name",
            "trackers",
            "tracker-id",
            "join-secret",
            "shared-folder",
            "tcp-port",
            "udp-port",
            "host",
            "bind",
            "limit-down",
            "limit-up",
            "port-range"));

    /** What a fresh identity takes over from the shared home. */
    private static final Set<String> SHARED_KEYS = Set.of("trackers", "tracker-id", "join-secret");

    private final Home home;
    private Map<String, Object> own;
    private final Map<String, Object> shared;

    private Config(Home home, Map<String, Object> own, Map<String, Object> shared) {
        this.home = home;
        this.own = own;
        this.shared = shared;
    }

    static Config read(Home home) {
        Map<String, Object> shared =
                home.shared() == null ? Map.of() : readFile(new Home(home.shared(), null).configFile());
        return new Config(home, readFile(home.configFile()), shared);
    }

    Optional<String> text(String key) {
        return value(key).map(value -> switch (value) {
            case String text -> text;
            default -> throw wrong(key, "a text in quotes");
        });
    }

    List<String> texts(String key) {
        return value(key)
                .map(value -> switch (value) {
                    case String text -> List.of(text);
                    case List<?> list
                    when list.stream().allMatch(String.class::isInstance) ->
                        list.stream().map(String.class::cast).toList();
                    default -> throw wrong(key, "a text in quotes, or several in square brackets");
                })
                .orElse(List.of());
    }

    Optional<Integer> port(String key) {
        return value(key).map(value -> switch (value) {
            case Integer port when Ports.isAllowed(port) -> port;
            default -> throw wrong(key, "a port: " + Ports.RULE);
        });
    }

    /** The name that this identity is registered under. */
    Optional<String> name() {
        return text("name");
    }

    /** The folder that files offered by bare name are in. */
    Optional<Path> sharedFolder() {
        return text("shared-folder").map(Path::of);
    }

    void set(String key, Object value) throws IOException {
        set(Map.of(key, value));
    }

    /** Changes settings in the file, all of them or none. */
    void set(Map<String, ?> changes) throws IOException {
        Path file = home.configFile();
        String text = Files.exists(file) ? Files.readString(file) : "# Settings of fileswarm; see docs/commands.md.\n";
        for (Map.Entry<String, ?> change : new java.util.TreeMap<>(changes).entrySet()) {
            text = TomlText.set(text, change.getKey(), change.getValue());
        }
        PrivateFiles.write(file, text);
        own = readFile(file);
    }

    void remove(Set<String> keys) throws IOException {
        Path file = home.configFile();
        if (!Files.exists(file)) return;
        String text = Files.readString(file);
        for (String key : keys) text = TomlText.remove(text, key);
        PrivateFiles.write(file, text);
        own = readFile(file);
    }

    private Optional<Object> value(String key) {
        Object value = own.get(key);
        if (value == null && SHARED_KEYS.contains(key)) value = shared.get(key);
        return Optional.ofNullable(value);
    }

    private CommandFailure wrong(String key, String expected) {
        return CommandFailure.failed(
                "bad-config",
                "\"" + key + "\" in " + home.configFile() + " is not " + expected,
                null,
                "correct that line");
    }

    private static Map<String, Object> readFile(Path file) {
        if (!Files.exists(file)) return Map.of();
        try {
            Map<String, Object> values = TomlText.parse(Files.readString(file));
            for (String key : values.keySet()) {
                if (!KEYS.contains(key)) throw unknownKey(file, key);
            }
            return values;
        } catch (AccessDeniedException e) {
            throw Failures.ofDisk(e);
        } catch (IOException | IllegalArgumentException e) {
            throw CommandFailure.failed(
                    "bad-config", "the settings in " + file + " cannot be read", e.getMessage(), "correct the file");
        }
    }

    private static CommandFailure unknownKey(Path file, String key) {
        String nearest = NearestWord.to(key, KEYS);
        return CommandFailure.failed(
                "bad-config",
                "there is no setting \"" + key + "\", which stands in " + file,
                null,
                nearest == null ? "settings are: " + String.join(", ", KEYS) : "did you mean \"" + nearest + "\"?");
    }
}
