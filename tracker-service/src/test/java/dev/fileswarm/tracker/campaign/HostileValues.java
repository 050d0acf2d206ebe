package dev.fileswarm.tracker.campaign;

import java.util.List;
import java.util.Random;

/** Values that programs have stumbled over. A {@link Literal} stands in JSON as it is, so that it need not be JSON. */
final class HostileValues {
    private HostileValues() {}

    /** Text that is put into a body without quotes. */
    record Literal(String text) {}

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            ".",
            "..",
            "../../etc/passwd",
            "a/b",
            "a|b",
            "a\\b",
            "server",
            "start",
            "stop",
            "say",
            "fileswarm",
            "SERVER",
            "ann ",
            "-ann",
            "_ann",
            "ann\u0000",
            "ann\nbob",
            "\r\nSet-Cookie: a=b",
            "\u0007\u001b[31mred",
            "\u202Egpj.exe",
            "\u200B",
            "\uFEFF",
            "\u2067a",
            "\uD83D\uDC1D",
            "аnn",
            "ａｎｎ",
            "n\u0303\u0303\u0303",
            "İ",
            "ß",
            "null",
            "true",
            "-1",
            "NaN",
            "${jndi:ldap://127.0.0.1/a}",
            "{{7*7}}",
            "'; DROP TABLE peers; --",
            "{\"$gt\":\"\"}",
            "$where",
            "<script>alert(1)</script>",
            "%00",
            "%2e%2e%2f",
            "%",
            "+",
            "*",
            ".*",
            "(a+)+$",
            "[",
            "a".repeat(32),
            "a".repeat(33),
            "a".repeat(255),
            "ü".repeat(200),
            "x".repeat(5_000));

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1",
            "-1",
            "1023",
            "1024",
            "65535",
            "65536",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9007199254740991",
            "9007199254740992",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "1e2",
            "1e400",
            "1.5",
            "0.0000001",
            "1E-400");

    private static final List<String> OTHERS = List.of(
            "null",
            "true",
            "false",
            "{}",
            "[]",
            "[[]]",
            "{\"$gt\":\"\"}",
            "{\"a\":{\"b\":{}}}",
            "[null]",
            "\"5\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "NaN",
            "Infinity",
            "'x'",
            "01",
            "+1",
            ".5",
            "0x10",
            "undefined",
            "\"\\x\"",
            "\"a\nb\"",
            "\"",
            "{",
            "}",
            "]",
            ",",
            "/* x */ 1",
            "1 2");

    static String text(Random random) {
        return pick(TEXTS, random);
    }

    static Literal number(Random random) {
        return new Literal(pick(NUMBERS, random));
    }

    static Literal literal(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> number(random);
            case 4 -> new Literal("[".repeat(2_000));
            case 5 -> new Literal("[".repeat(600) + "]".repeat(600));
            case 6 -> new Literal("1".repeat(2_000));
            default -> new Literal(pick(OTHERS, random));
        };
    }

    static <T> T pick(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }
}
