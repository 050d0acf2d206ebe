package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.shell.ShellHost.Question;
import java.util.Optional;

/** A command that can lack something its words alone do not show: one of several options, or what the words before call for. */
interface Lacking {
    /** What a person is to be asked for; empty where the command can run. Called on a command whose arguments were read. */
    Optional<Question> lacks();
}
