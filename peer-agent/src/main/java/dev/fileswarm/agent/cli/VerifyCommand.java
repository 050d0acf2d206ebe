package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "verify",
        description = "Checks that a file on this machine is the content with this id; exit status 6 when it is not.",
        footer = {
            "",
            "With a whole id, no tracker is asked.",
            "",
            "Examples:",
            "  fileswarm verify big.iso 3fa9c1d2",
            "  fileswarm verify copy.iso big.iso        is copy.iso what is offered as big.iso?"
        })
final class VerifyCommand extends Command {
    @Parameters(index = "0", paramLabel = "FILE", description = "A file on this machine.")
    Path file;

    @Parameters(
            index = "1",
            paramLabel = "ID|NAME",
            description = "A content id, 8 or more of its first digits, or the name of an offered file.")
    String id;

    @Override
    ExitStatus run() throws IOException, InterruptedException {
        Path local = surroundings().resolve(file);
        Hashing.requireFile(local);
        ContentId wanted = new ContentResolver(invocation()).resolve(id).content();
        long sizeBytes = Files.size(local);
        if (sizeBytes != wanted.sizeBytes()) {
            throw mismatch("it has " + Count.of(sizeBytes, "byte") + ", and the content has " + wanted.sizeBytes());
        }
        ContentId seen =
                Hashing.hash(local, size -> layoutOf(wanted, size), output()).content();
        if (!seen.equals(wanted)) throw mismatch("its bytes give " + seen);
        output().line(Printable.of(file.toString()) + ": ok, " + wanted);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file);
        fields.put("content", wanted);
        fields.put("ok", true);
        output().result(fields);
        return ExitStatus.OK;
    }

    /** A file that has just changed its size cannot be cut like the content. */
    private static ChunkLayout layoutOf(ContentId wanted, long sizeBytes) {
        return sizeBytes == wanted.sizeBytes() ? wanted.layout() : ChunkLayout.standard(sizeBytes);
    }

    private CommandFailure mismatch(String why) {
        return new CommandFailure(
                ExitStatus.INTEGRITY,
                "content-differs",
                file + " is not that content",
                why,
                "fetch it again: fileswarm get " + id);
    }
}
