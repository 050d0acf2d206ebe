package dev.fileswarm.agent.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The TCP ports to try, in their order; 0 to 0 is any free one. */
record PortRange(int first, int last) {
    static final PortRange ANY = new PortRange(0, 0);

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    /** @throws CommandFailure if the text is no port or range of allowed ports */
    static PortRange parse(String text, String option) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (matcher.matches()) {
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (Ports.isAllowed(first) && Ports.isAllowed(last) && first <= last) return new PortRange(first, last);
        }
        throw CommandFailure.usage(
                option + " \"" + text + "\" is no port or range of ports", "such as 55000-55015; " + Ports.RULE);
    }

    static PortRange configured(Config config) {
        return config.text("port-range")
                .map(text -> parse(text, "\"port-range\" in the settings:"))
                .or(() -> config.port("tcp-port").map(port -> new PortRange(port, port)))
                .orElse(ANY);
    }
}
