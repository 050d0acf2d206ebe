package dev.fileswarm.agent.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** The command line's entry. */
@CommandLine.Command(
        name = "fileswarm",
        description =
                "Finds, shares and fetches files: the tracker knows who has what, the bytes go from peer to peer.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  fileswarm register alice       take a name at the tracker",
            "  fileswarm list                 which files there are",
            "  fileswarm help get             what a command does, with examples",
            "",
            "Exit status: 0 ok, 1 failed, 2 usage, 3 not found, 4 not allowed, 5 no peers, 6 integrity,",
            "  130 interrupted, 141 nobody reads the answer, 143 ended by a signal"
        })
public final class Main extends GlobalOptions implements Runnable {
    @Option(
            names = {"-V", "--version"},
            description = "Print the version.")
    boolean version;

    private final Surroundings surroundings;

    private Main(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--json")) LogLines.asJson();
        Farewell.prepare();
        int status = run(Surroundings.ofProcess(), List.of(arguments));
        Farewell.isOver();
        System.exit(status);
    }

    static int run(Surroundings surroundings, List<String> arguments) {
        if (arguments.equals(List.of("--version")) || arguments.equals(List.of("-V"))) {
            printVersion(surroundings, false);
            return ExitStatus.OK.code();
        }
        Optional<JoinThen> two = JoinThen.split(arguments, surroundings.environment());
        if (two.isEmpty()) return execute(surroundings, arguments);
        int status = execute(surroundings, two.get().join());
        return status == ExitStatus.OK.code() ? run(surroundings, two.get().then()) : status;
    }

    /** The whole command line, for help and for tests of what it describes. */
    static CommandLine commandLine(Surroundings surroundings, List<String> arguments) {
        Main main = new Main(surroundings);
        CommandLine commandLine = new CommandLine(main);
        Commands.add(commandLine, new Invocation(surroundings, main), arguments);
        ErrorPrinter errors = new ErrorPrinter(surroundings, main, arguments);
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Arguments::path)
                .registerConverter(Integer.class, Arguments::number)
                .registerConverter(int.class, Arguments::number)
                .registerConverter(Long.class, Arguments::longNumber)
                .setOut(new java.io.PrintWriter(surroundings.out(), true))
                .setErr(new java.io.PrintWriter(surroundings.err(), true))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(Output.allowsColour(surroundings) ? Ansi.ON : Ansi.OFF))
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(30)
                .setExecutionStrategy(parsed -> run(parsed, main, surroundings))
                .setParameterExceptionHandler(errors::usage)
                .setExecutionExceptionHandler((failure, command, result) -> errors.failure(failure));
    }

    /** {@code --help} is answered by picocli itself, as text; it asks the innermost command that has the option. */
    private static int run(CommandLine.ParseResult parsed, GlobalOptions options, Surroundings surroundings) {
        Optional<CommandLine> explained = parsed.asCommandLineList().stream()
                .filter(CommandLine::isUsageHelpRequested)
                .findFirst();
        if (!options.json || explained.isEmpty()) return new CommandLine.RunLast().execute(parsed);
        HelpJson.print(explained.get(), surroundings.out());
        return ExitStatus.OK.code();
    }

    /** Runs a command; a person who has nothing set up yet is asked for it, and the command runs again. */
    private static int execute(Surroundings surroundings, List<String> arguments) {
        String[] words = arguments.toArray(String[]::new);
        CommandLine commandLine = commandLine(surroundings, arguments);
        CommandLine.IExecutionExceptionHandler asFailure = commandLine.getExecutionExceptionHandler();
        FirstRun firstRun = new FirstRun(surroundings, commandLine.getCommand());
        commandLine.setExecutionExceptionHandler(
                (failure, command, result) -> firstRun.canMend(failure) && firstRun.ask(failure.getMessage())
                        ? commandLine(surroundings, arguments).execute(words)
                        : asFailure.handleExecutionException(failure, command, result));
        return written(surroundings, commandLine.execute(words));
    }

    /**
     * An answer that did not get out is no success, whatever the command did. Whoever has read enough and gone, such as
     * {@code head}, needs no telling.
     */
    private static int written(Surroundings surroundings, int status) {
        if (status != ExitStatus.OK.code() || !surroundings.out().checkError()) return status;
        if (ProcessOutput.isReaderGone(surroundings.out())) return ExitStatus.READER_GONE.code();
        surroundings.err().println("fileswarm: " + ProcessOutput.NOT_WRITTEN);
        surroundings.err().println("  why: " + ProcessOutput.whyNotWritten(surroundings.out()));
        surroundings.err().flush();
        return ExitStatus.FAILED.code();
    }

    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }

    private static void printVersion(Surroundings surroundings, boolean asJson) {
        surroundings
                .out()
                .println(asJson ? JsonLine.of("result", Map.of("version", version())) : "fileswarm " + version());
    }

    /** No command given. */
    @Override
    public void run() {
        if (version) {
            printVersion(surroundings, json);
            return;
        }
        throw CommandFailure.usage(
                "no command given", "fileswarm help lists the commands, fileswarm shell opens a prompt");
    }
}
