package dev.fileswarm.agent.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The help as JSON lines: one for each command. */
final class HelpJson {
    private static final String EXAMPLE = "  fileswarm ";

    private HelpJson() {}

    /** Prints one command, or, of the whole command line, all that there are. */
    static void print(CommandLine shown, PrintStream out) {
        List<CommandLine> commands =
                shown.getParent() == null ? List.copyOf(shown.getSubcommands().values()) : List.of(shown);
        for (CommandLine command : commands) out.println(JsonLine.of("command", fields(command.getCommandSpec())));
        CommandLine root = shown.getParent() == null ? shown : shown.getParent();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("count", commands.size());
        result.put("options", options(root.getCommandSpec()));
        out.println(JsonLine.of("result", result));
    }

    private static Map<String, Object> fields(CommandSpec command) {
        List<Map<String, Object>> arguments = new ArrayList<>();
        command.positionalParameters().forEach(argument -> arguments.add(argument(argument)));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", command.name());
        fields.put("about", text(command.usageMessage().description()));
        fields.put("arguments", arguments);
        fields.put("options", options(command));
        fields.put("examples", examples(command));
        return fields;
    }

    private static Map<String, Object> argument(ArgSpec argument) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", argument.paramLabel());
        fields.put("about", text(argument.description()));
        fields.put("required", argument.arity().min() > 0);
        fields.put("several", argument.arity().max() > 1);
        return fields;
    }

    private static List<Map<String, Object>> options(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden() && !option.inherited())
                .map(HelpJson::option)
                .toList();
    }

    private static Map<String, Object> option(OptionSpec option) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("names", List.of(option.names()));
        fields.put("value", option.arity().max() == 0 ? null : option.paramLabel());
        fields.put("about", text(option.description()));
        return fields;
    }

    private static List<String> examples(CommandSpec command) {
        return lines(command.usageMessage().footer())
                .filter(line -> line.startsWith(EXAMPLE))
                .map(String::strip)
                .toList();
    }

    private static String text(String[] lines) {
        return String.join(" ", lines(lines).toList());
    }

    /** Where help texts are formats, a percent sign is written twice in them. */
    private static Stream<String> lines(String[] formats) {
        return Arrays.stream(formats).map(line -> Ansi.OFF.string(line).replace("%%", "%"));
    }
}
