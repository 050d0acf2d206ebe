package dev.fileswarm.agent.cli;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes what bash and zsh need to complete command lines, from what the commands say of themselves. */
final class CompletionScript {
    private CompletionScript() {}

    static String bash(CommandLine commandLine) {
        return """
                # bash completion for fileswarm
                _fileswarm() {
                    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} word command= skip= i
                    for ((i = 1; i < COMP_CWORD; i++)); do
                        word=${COMP_WORDS[i]}
                        if [ -n "$skip" ]; then skip=; continue; fi
                        case $word in
                            --home|--as|--tracker) skip=1 ;;
                            -*) ;;
                            *) command=$word; break ;;
                        esac
                    done
                    case $prev in
                        --home|--into) COMPREPLY=($(compgen -d -- "$cur")); return ;;
                    esac
                    if [ -z "$command" ]; then
                        COMPREPLY=($(compgen -W "COMMANDS GLOBALS" -- "$cur"))
                        return
                    fi
                    if [ "$command" = help ]; then
                        COMPREPLY=($(compgen -W "COMMANDS" -- "$cur"))
                        return
                    fi
                    if [[ $cur == -* ]]; then
                        case $command in
                OPTIONS
                        esac
                        return
                    fi
                    COMPREPLY=($(compgen -f -- "$cur"))
                }
                complete -o filenames -F _fileswarm fileswarm ./fileswarm""".replace("COMMANDS", String.join(" ", words(commandLine)))
                .replace("GLOBALS", String.join(" ", names(commandLine.getCommandSpec())))
                .replace("OPTIONS", bashOptions(commandLine));
    }

    private static String bashOptions(CommandLine commandLine) {
        return commandLine.getSubcommands().entrySet().stream()
                .map(entry -> "            " + entry.getKey() + ") COMPREPLY=($(compgen -W \""
                        + String.join(" ", names(entry.getValue().getCommandSpec())) + "\" -- \"$cur\")) ;;")
                .collect(Collectors.joining("\n"));
    }

    static String zsh(CommandLine commandLine) {
        return """
                #compdef fileswarm
                # zsh completion for fileswarm
                _fileswarm() {
                    local -a commands
                    local word command= skip= i
                    commands=(
                COMMANDS
                    )
                    for ((i = 2; i < CURRENT; i++)); do
                        word=$words[i]
                        if [[ -n $skip ]]; then skip=; continue; fi
                        case $word in
                            --home|--as|--tracker) skip=1 ;;
                            -*) ;;
                            *) command=$word; break ;;
                        esac
                    done
                    case $words[CURRENT-1] in
                        --home|--into) _files -/; return ;;
                    esac
                    if [[ -z $command && $PREFIX == -* ]]; then
                        compadd -- GLOBALS
                    elif [[ -z $command || $command == help ]]; then
                        _describe command commands
                    elif [[ $PREFIX == -* ]]; then
                        case $command in
                OPTIONS
                        esac
                    else
                        _files
                    fi
                }
                if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _fileswarm "$@"; else
                    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u; }
                    compdef _fileswarm fileswarm
                fi""".replace("COMMANDS", zshCommands(commandLine))
                .replace("GLOBALS", String.join(" ", names(commandLine.getCommandSpec())))
                .replace("OPTIONS", zshOptions(commandLine));
    }

    private static String zshCommands(CommandLine commandLine) {
        return commandLine.getSubcommands().entrySet().stream()
                .map(CompletionScript::zshEntry)
                .map(entry -> "        " + entry)
                .collect(Collectors.joining("\n"));
    }

    private static String zshEntry(Map.Entry<String, CommandLine> entry) {
        String about =
                about(List.of(entry.getValue().getCommandSpec().usageMessage().description()));
        return "'" + entry.getKey() + ":" + about + "'";
    }

    private static String zshOptions(CommandLine commandLine) {
        return commandLine.getSubcommands().entrySet().stream()
                .map(entry -> "            " + entry.getKey() + ") compadd -- "
                        + String.join(" ", names(entry.getValue().getCommandSpec())) + " ;;")
                .collect(Collectors.joining("\n"));
    }

    /** Within single quotes, and without what ends a word's description. */
    private static String about(Collection<String> lines) {
        return String.join(" ", lines).replace("'", "").replace(":", ",");
    }

    private static List<String> words(CommandLine commandLine) {
        return commandLine.getSubcommands().keySet().stream().sorted().toList();
    }

    private static List<String> names(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .sorted()
                .toList();
    }
}
