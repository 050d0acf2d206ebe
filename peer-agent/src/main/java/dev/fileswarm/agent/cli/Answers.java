package dev.fileswarm.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Who answers a question of a command. */
interface Answers {
    /** Whether a person sits there, who may be asked what was not given. */
    boolean isPerson();

    /** The answer, blanks around it left out; empty at the end of the input. */
    Optional<String> ask(String question);

    /** Answers come from the standard input; questions go to where notes go. */
    static Answers from(InputStream in, PrintStream err, boolean isPerson) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        return new Answers() {
            @Override
            public boolean isPerson() {
                return isPerson;
            }

            @Override
            public Optional<String> ask(String question) {
                err.print(isPerson ? question : question.strip() + System.lineSeparator());
                err.flush();
                try {
                    return Optional.ofNullable(lines.readLine()).map(String::strip);
                } catch (IOException e) {
                    return Optional.empty();
                }
            }
        };
    }
}
