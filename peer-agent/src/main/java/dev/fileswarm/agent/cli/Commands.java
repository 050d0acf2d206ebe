package dev.fileswarm.agent.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The list of commands. Only the one that is asked for is built, which is most of what makes a command start at once; all of
 * them are built for help and for words that are no command.
 */
final class Commands {
    /** Global options that are followed by a value. */
    private static final Set<String> VALUE_OPTIONS = Set.of("--home", "--as", "--tracker");

    private Commands() {}

    private static Map<String, Supplier<Command>> all() {
        Map<String, Supplier<Command>> all = new TreeMap<>();
        all.put("demo", DemoCommand::new);
        all.put("block", BlockCommand::new);
        all.put("blocks", BlocksCommand::new);
        all.put("broadcast", BroadcastCommand::new);
        all.put("cancel", CancelCommand::new);
        all.put("downloads", DownloadsCommand::new);
        all.put("pause", PauseCommand::new);
        all.put("resume", ResumeCommand::new);
        all.put("completion", CompletionCommand::new);
        all.put("deregister", DeregisterCommand::new);
        all.put("doctor", DoctorCommand::new);
        all.put("fingerprint", FingerprintCommand::new);
        all.put("get", GetCommand::new);
        all.put("help", HelpCommand::new);
        all.put("id", IdCommand::new);
        all.put("inbox", InboxCommand::new);
        all.put("join", JoinCommand::new);
        all.put("limit", LimitCommand::new);
        all.put("list", ListCommand::new);
        all.put("logout", LogoutCommand::new);
        all.put("message", MessageCommand::new);
        all.put("offer", OfferCommand::new);
        all.put("paths", PathsCommand::new);
        all.put("private", PrivateCommand::new);
        all.put("register", RegisterCommand::new);
        all.put("search", SearchCommand::new);
        all.put("search-chunk", SearchChunkCommand::new);
        all.put("search-file", SearchFileCommand::new);
        all.put("peer", PeerCommand::new);
        all.put("seed", SeedCommand::new);
        all.put("setdir", SetdirCommand::new);
        all.put("shell", ShellCommand::new);
        all.put("status", StatusCommand::new);
        all.put("stop", StopCommand::new);
        all.put("unblock", UnblockCommand::new);
        all.put("update", UpdateCommand::new);
        all.put("verify", VerifyCommand::new);
        all.put("who", WhoCommand::new);
        all.put("why", WhyCommand::new);
        all.put("withdraw", WithdrawCommand::new);
        return all;
    }

    static Set<String> names() {
        return all().keySet();
    }

    static void add(CommandLine commandLine, Invocation invocation, List<String> arguments) {
        Map<String, Supplier<Command>> wanted = all();
        String word = commandWord(arguments);
        if (word != null && wanted.containsKey(word) && !word.equals("help"))
            wanted.keySet().retainAll(Set.of(word));
        wanted.forEach((name, make) -> {
            Command command = make.get();
            command.attach(invocation);
            CommandLine line = new CommandLine(command);
            if (command instanceof TextArguments.TakesText) line.setStopAtPositional(true);
            commandLine.addSubcommand(name, line);
        });
        if (wanted.size() == 1) return;
        for (LauncherWord other : LauncherWord.values())
            commandLine.addSubcommand(other.word(), other.commandLine(arguments));
    }

    /** The first argument that is neither an option nor an option's value; null where there is none. */
    static String commandWord(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("-")) return argument;
            if (VALUE_OPTIONS.contains(argument)) i++;
        }
        return null;
    }
}
