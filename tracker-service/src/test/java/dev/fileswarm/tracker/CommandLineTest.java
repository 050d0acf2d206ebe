package dev.fileswarm.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What cannot be is refused by name, in one line, before anything is started. */
class CommandLineTest {
    @TempDir
    Path folder;

    private record Refusal(int status, String text) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tracker --port 80                              | --port 80 is no port",
                "tracker --port 65536                           | --port 65536 is no port",
                "tracker --port ten                             | --port ten is no port",
                "tracker --management-port -1                   | --management-port -1 is no port",
                "tracker --port 9000 --management-port 9000     | choose two",
                "tracker --bind 203.0.113.77                    | no address of this machine",
                "tracker --bind not.an.address.invalid          | is no address",
                "tracker --trusted-proxies 10.0/8               | --trusted-proxies 10.0/8 is no network",
                "tracker --limits sign-ins=5                    | --limits sign-ins is no limit. There are: requests",
                "tracker --limits offers-per-peer=0             | must be 1 or more",
                "tracker --limits body-bytes-per-address=90000000000 | up to 60000000000",
                "tracker --limits offers-per-peer=x             | is not a long",
                "tracker --mongodb http://localhost             | --mongodb is no MongoDB URI",
                "tracker --certificate /nowhere/c --private-key /nowhere/k | --certificate /nowhere/c is no file",
                "tracker --frobnicate                           | --frobnicate",
                "tracker --port                                 | --port",
                "tracker extra                                  | extra",
                "store --port 99                                | --port 99 is no port",
                "dance                                          | dance",
            })
    void a_command_line_that_cannot_be_is_refused_in_one_line_with_status_2(String line, String expected) {
        Refusal refusal = run(line.split(" "));
        assertThat(refusal.status()).isEqualTo(2);
        assertThat(refusal.text()).startsWith("fileswarm: ").contains(expected).hasLineCount(1);
    }

    @Test
    void no_command_at_all_is_told_which_there_are() {
        Refusal refusal = run();
        assertThat(refusal.status()).isEqualTo(2);
        assertThat(refusal.text()).contains("'tracker' or 'store'").hasLineCount(1);
    }

    @Test
    void a_certificate_needs_its_key_and_excludes_plain_http() throws IOException {
        Path file = Files.writeString(folder.resolve("c.pem"), "x");
        assertThat(run("tracker", "--certificate", file.toString()).text()).contains("belong together");
        assertThat(run("tracker", "--certificate", file.toString(), "--private-key", file.toString(), "--insecure-http")
                        .text())
                .contains("contradict");
        Refusal notPem = run(
                "tracker",
                "--port",
                "0",
                "--management-port",
                "0",
                "--data",
                folder.toString(),
                "--certificate",
                file.toString(),
                "--private-key",
                file.toString());
        assertThat(notPem.status()).isEqualTo(1);
        assertThat(notPem.text()).contains("no PEM certificate").hasLineCount(1);
    }

    @Test
    void a_port_in_use_is_said_to_be() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());
            Refusal refusal = run("tracker", "--port", port, "--data", folder.toString());
            assertThat(refusal.status()).isEqualTo(1);
            assertThat(refusal.text()).contains("Port " + port + " is in use").hasLineCount(1);
        }
    }

    @Test
    void a_data_folder_that_cannot_be_is_said_to_be() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Refusal refusal = run(
                "tracker",
                "--port",
                "0",
                "--management-port",
                "0",
                "--data",
                file.resolve("below").toString());
        assertThat(refusal.status()).isEqualTo(1);
        assertThat(refusal.text()).contains("--data").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
    void a_data_folder_that_others_can_write_to_is_refused(String permissions) throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(permissions));
        Refusal refusal = run("tracker", "--port", "0", "--management-port", "0", "--data", open.toString());
        assertThat(refusal.status()).isEqualTo(1);
        assertThat(refusal.text()).contains("Others can write", "chmod 700").hasLineCount(1);
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void a_store_that_does_not_answer_is_said_to_be() {
        Refusal refusal = run(
                "tracker",
                "--port",
                "0",
                "--management-port",
                "0",
                "--data",
                folder.toString(),
                "--mongodb",
                "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200");
        assertThat(refusal.status()).isEqualTo(1);
        assertThat(refusal.text()).contains("does not answer", "--mongodb").hasLineCount(1);
    }

    @Test
    void help_and_version_go_to_standard_output() {
        StringWriter out = new StringWriter();
        int status = TrackerMain.commandLine().setOut(new PrintWriter(out)).execute("tracker", "--help");
        assertThat(status).isZero();
        assertThat(out.toString()).contains("--insecure-http", "--trusted-proxies", "Examples:\n  fileswarm tracker ");
    }

    @Test
    void a_mongodb_uri_without_a_database_gets_the_usual_one() {
        assertThat(Options.mongoUri("mongodb://a,b/?replicaSet=r")).isEqualTo("mongodb://a,b/fileswarm?replicaSet=r");
        assertThat(Options.mongoUri("mongodb://a:1")).isEqualTo("mongodb://a:1/fileswarm");
        assertThat(Options.mongoUri("mongodb://a/mine?x=1")).isEqualTo("mongodb://a/mine?x=1");
    }

    private static Refusal run(String... arguments) {
        StringWriter text = new StringWriter();
        CommandLine command = TrackerMain.commandLine().setErr(new PrintWriter(text));
        int status = command.execute(arguments);
        return new Refusal(status, text.toString());
    }
}
