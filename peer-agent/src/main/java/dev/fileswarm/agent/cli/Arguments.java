package dev.fileswarm.agent.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/** Reads values of options in the words of people rather than of Java. */
final class Arguments {
    private Arguments() {}

    static Path path(String text) {
        try {
            if (!text.isEmpty()) return Path.of(text);
        } catch (InvalidPathException e) {
            // said below
        }
        throw new TypeConversionException("\"" + text + "\" is no path");
    }

    static Long longNumber(String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + text + "\" is no number");
        }
    }

    static Integer number(String text) {
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + text + "\" is no number");
        }
    }
}
