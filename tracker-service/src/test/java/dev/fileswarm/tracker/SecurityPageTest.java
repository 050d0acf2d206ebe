package dev.fileswarm.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.limit.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md names the tests that show what it says: they are there. */
class SecurityPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs").resolve("security.md");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");
    private static final Pattern METHOD = Pattern.compile("^ {4}(?:public )?void (\\w+)\\(", Pattern.MULTILINE);

    @Test
    void every_test_that_the_security_page_names_exists() throws IOException {
        Set<String> named = NAMED.matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1) + "." + match.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(60);
        named.removeAll(tests());
        assertThat(named).as("tests that the page names and nobody has written").isEmpty();
    }

    @Test
    void every_finding_of_the_audit_has_its_line() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        for (int finding = 1; finding <= 19; finding++)
            assertThat(lines)
                    .anyMatch(Pattern.compile("^\\| " + finding + "\\. .*").asMatchPredicate());
    }

    @Test
    void every_limit_has_its_line() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Limits.names()).allMatch(name -> page.contains("`" + name + "`"));
    }

    private static Set<String> tests() throws IOException {
        Set<String> tests = new TreeSet<>();
        for (String module : List.of("tracker-service", "peer-agent", "end-to-end")) {
            try (Stream<Path> files =
                    Files.walk(ROOT.resolve(module).resolve("src").resolve("test"))) {
                for (Path file : files.filter(path -> path.toString().endsWith("Test.java"))
                        .toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    METHOD.matcher(Files.readString(file))
                            .results()
                            .map((MatchResult match) -> name + "." + match.group(1))
                            .forEach(tests::add);
                }
            }
        }
        return tests;
    }
}
