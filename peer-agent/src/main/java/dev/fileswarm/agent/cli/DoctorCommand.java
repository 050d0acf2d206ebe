package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

@CommandLine.Command(
        name = "doctor",
        description = "Looks at everything that fileswarm needs here, and says what is wrong, why, and what to do.",
        footer = {
            "",
            "Looks at the home, the tracker, the clock, the credential, the ports and the disk. Exit status 1 where anything is",
            "wrong.",
            "",
            "Examples:",
            "  fileswarm doctor",
            "  fileswarm doctor --json"
        })
final class DoctorCommand extends Command {
    @Override
    ExitStatus run() throws IOException, AgentException {
        List<Finding> findings = new Examination(invocation()).findings();
        for (Finding finding : findings) show(finding);
        long wrong = findings.stream().filter(finding -> !finding.isFine()).count();
        output().result(Map.of("problems", wrong));
        if (wrong > 0) {
            throw CommandFailure.failed(
                    "problems-found",
                    wrong == 1 ? "one thing is wrong" : wrong + " things are wrong",
                    null,
                    "what stands below each, from the top");
        }
        output().line("all is well");
        return ExitStatus.OK;
    }

    private void show(Finding finding) {
        output().line(String.format(
                "%-5s %-10s %s", finding.isFine() ? "ok" : "WRONG", finding.about(), finding.found()));
        if (finding.why() != null) output().line("        why: " + finding.why());
        if (finding.whatToTry() != null) output().line("        try: " + finding.whatToTry());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("about", finding.about());
        fields.put("ok", finding.isFine());
        fields.put("found", finding.found());
        fields.put("why", finding.why());
        fields.put("try", finding.whatToTry());
        output().event("finding", fields);
    }
}
