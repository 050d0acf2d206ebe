package dev.fileswarm.agent.shell;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Hands JLine what can stand at the cursor. */
final class CandidateCompleter implements Completer {
    private final ShellCompletion completion;

    CandidateCompleter(ShellCompletion completion) {
        this.completion = completion;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        for (ShellCompletion.Suggestion suggestion : completion.suggest(before, line.word())) {
            String about = suggestion.about().isEmpty() ? null : suggestion.about();
            candidates.add(
                    new Candidate(suggestion.word(), suggestion.word(), null, about, null, null, suggestion.isWhole()));
        }
    }
}
