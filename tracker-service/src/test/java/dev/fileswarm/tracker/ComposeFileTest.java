package dev.fileswarm.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** What docker-compose.yml and the files beside it say agrees with the build and the tracker, as far as reading them shows. */
class ComposeFileTest {
    private static final Path ROOT = Path.of("..");
    private static final Map<String, Object> COMPOSE = yaml("docker-compose.yml");
    private static final Map<String, Map<String, Object>> SERVICES = services(COMPOSE);
    private static final String DOCKERFILE = text("docker/Dockerfile");

    @Test
    void the_trackers_take_their_command_line_and_trust_the_balancer_alone() {
        Map<String, Object> networks = map(SERVICES.get("balancer").get("networks"));
        Object balancer = map(networks.get("swarm")).get("ipv4_address");
        Map<String, Map<String, Object>> withoutRegistry = services(yaml("docker/without-registry.yml"));
        for (String name : List.of("tracker-one", "tracker-two"))
            for (Map<String, Object> tracker : List.of(SERVICES.get(name), withoutRegistry.get(name))) {
                String[] arguments = list(tracker.get("command")).stream()
                        .map(Object::toString)
                        .toArray(String[]::new);
                CommandLine.ParseResult parsed = new CommandLine(new TrackerCommand()).parseArgs(arguments);
                assertThat(parsed.matchedOptionValue("--trusted-proxies", List.<String>of()))
                        .containsExactly(String.valueOf(balancer));
                assertThat(parsed.hasMatchedOption("--mongodb")).isTrue();
            }
    }

    @Test
    void every_service_is_confined_and_all_that_stay_say_whether_they_are_well() {
        SERVICES.forEach((name, service) -> {
            assertThat(service).as(name).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
            assertThat(service).as(name).containsKeys("mem_limit", "cpus", "pids_limit", "security_opt");
            boolean isOurs = service.containsKey("build");
            assertThat(isOurs || !String.valueOf(service.get("user")).startsWith("0"))
                    .as("%s is not root", name)
                    .isTrue();
            assertThat(isOurs || service.containsKey("healthcheck")).as(name).isTrue();
        });
        for (String stage : DOCKERFILE.split("\nFROM "))
            if (stage.contains("ENTRYPOINT"))
                assertThat(stage).contains("\nUSER 10001:10001\n").contains("\nHEALTHCHECK ");
    }

    @Test
    void the_balancer_asks_the_trackers_that_there_are() {
        Set<String> trackers = new TreeSet<>(SERVICES.keySet());
        trackers.removeIf(name -> !name.startsWith("tracker-"));
        assertThat(matches("server \\w+ ([\\w-]+):8420", text("docker/haproxy.cfg")))
                .containsExactlyElementsOf(trackers);
    }

    @Test
    void the_images_are_made_of_what_there_is_and_of_what_the_build_makes() {
        String ignored = text(".dockerignore");
        for (String source : matches("\nCOPY (?!-)(\\S+) ", DOCKERFILE)) {
            assertThat(ROOT.resolve(source)).exists();
            assertThat(ignored).as(source).contains("\n!" + source);
        }
        for (String allowed : matches("\n!(\\S+)", ignored))
            assertThat(ROOT.resolve(allowed)).exists();
        String launcher = text("fileswarm");
        for (String built : matches("((?:tracker-service|peer-agent)/target/[\\w./-]+\\.(?:jar|aot))\\s", DOCKERFILE))
            assertThat(launcher).as("known to the launcher").contains("/" + built);
    }

    @Test
    void without_a_registry_nothing_is_named_that_is_not_there() {
        Map<String, Object> override = yaml("docker/without-registry.yml");
        Set<String> own = new TreeSet<>(services(override).keySet());
        own.removeAll(SERVICES.keySet());
        assertThat(own).containsExactly("engine");
        for (String argument : map(map(override.get("x-build")).get("args")).keySet())
            assertThat(DOCKERFILE).contains("\nARG " + argument + "=");
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static Map<String, Object> yaml(String file) {
        return map(new Yaml().load(text(file)));
    }

    private static Map<String, Map<String, Object>> services(Map<String, Object> compose) {
        Map<String, Map<String, Object>> services = new TreeMap<>();
        map(compose.get("services")).forEach((name, service) -> services.put(name, map(service)));
        return services;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    private static List<?> list(Object node) {
        return (List<?>) node;
    }

    private static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
