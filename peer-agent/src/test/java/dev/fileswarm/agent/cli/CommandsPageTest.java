package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.shell.OldWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The page about the commands and the commands themselves say the same. */
class CommandsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "commands.md");

    @TempDir
    Path folder;

    CommandLine fileswarm;
    Map<String, String> sections;

    @BeforeEach
    void setUp() throws IOException {
        fileswarm = Main.commandLine(new CommandLineRunner(folder).surroundings(), List.of());
        sections = sections(Files.readString(PAGE));
    }

    private static Map<String, String> sections(String page) {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String part : page.split("\n(?=###? )")) {
            String title = part.lines().findFirst().orElse("").replaceFirst("^#+ ", "");
            sections.put(title, part);
        }
        return sections;
    }

    private Stream<CommandSpec> commands() {
        return fileswarm.getSubcommands().values().stream().map(CommandLine::getCommandSpec);
    }

    private static Stream<OptionSpec> ownOptions(CommandSpec command) {
        return command.options().stream().filter(option -> !option.inherited() && !option.hidden());
    }

    @Test
    void every_command_has_a_section_with_an_example() {
        commands()
                .forEach(command -> assertThat(sections.get(command.name()))
                        .as("section of \"%s\" in docs/commands.md", command.name())
                        .isNotNull()
                        .contains("```\nfileswarm ")
                        .contains("fileswarm " + command.name()));
    }

    @Test
    void every_option_stands_in_its_commands_section() {
        commands()
                .forEach(command -> ownOptions(command)
                        .forEach(option -> assertThat(sections.get(command.name()))
                                .as("%s in the section of \"%s\"", option.longestName(), command.name())
                                .contains("`" + option.longestName())));
    }

    @Test
    void every_option_of_all_commands_stands_at_the_top() {
        for (OptionSpec option : fileswarm.getCommandSpec().options()) {
            for (String name : option.names()) {
                assertThat(sections.get("What holds for all commands")).contains("`" + name);
            }
        }
    }

    @Test
    void nothing_is_described_that_does_not_exist() {
        List<String> described = new ArrayList<>();
        sections.forEach((title, text) -> {
            if (text.startsWith("### ")) described.add(title);
        });

        assertThat(LauncherWord.withCommands()).containsAll(described);
    }

    @Test
    void every_command_and_every_argument_says_what_it_is_and_shows_examples() {
        commands().forEach(command -> {
            assertThat(command.usageMessage().description()).as(command.name()).isNotEmpty();
            assertThat(String.join("\n", command.usageMessage().footer()))
                    .as("help of \"%s\"", command.name())
                    .contains("Examples:\n  fileswarm ");
            Stream.concat(ownOptions(command).map(ArgSpec.class::cast), command.positionalParameters().stream())
                    .forEach(argument -> assertThat(argument.description())
                            .as("%s of \"%s\"", argument.paramLabel(), command.name())
                            .isNotEmpty());
        });
    }

    @Test
    void every_word_of_older_programs_is_listed_with_what_it_is_here() {
        String table = sections.get("The words of older programs");
        for (OldWords.Row row : OldWords.rows()) {
            String old = (row.word() + " " + row.form()).strip();
            if (row.here().isEmpty()) assertThat(table).contains("`" + old + "`");
            else assertThat(table).contains("| `" + old + "` | `" + row.here() + "` |");
        }
        long described = table.lines().filter(line -> line.startsWith("| `")).count();
        assertThat(described)
                .as("rows, of which UDP_SEND and UDP_RECV share one")
                .isEqualTo(OldWords.rows().size() - 1);
    }

    @Test
    void every_exit_status_is_listed() {
        for (ExitStatus status : ExitStatus.values()) {
            assertThat(sections.get("What holds for all commands")).contains("\n| " + status.code() + " | ");
        }
    }

    @Test
    void the_help_lists_the_same_statuses_as_the_page() {
        String help = fileswarm.getUsageMessage(CommandLine.Help.Ansi.OFF);
        String listed = help.substring(help.indexOf("Exit status: "));
        assertThat(numbers("\\b(\\d+) [a-z]", listed))
                .isEqualTo(numbers("\n\\| (\\d+) \\| ", sections.get("What holds for all commands")))
                .contains("143");
    }

    private static List<String> numbers(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void every_setting_is_listed() {
        for (String key : Config.KEYS) {
            assertThat(sections.get("What holds for all commands")).contains("`" + key + "`");
        }
    }

    @Test
    void help_fits_on_a_line() {
        Stream.concat(Stream.of(fileswarm), fileswarm.getSubcommands().values().stream())
                .forEach(command -> assertThat(command.getUsageMessage(CommandLine.Help.Ansi.OFF)
                                .lines())
                        .as(command.getCommandName())
                        .allMatch(line -> line.length() <= 120));
    }
}
