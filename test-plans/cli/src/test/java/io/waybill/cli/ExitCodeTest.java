package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExitCodeTest {

    @TempDir
    private Path directory;

    private Session.Shown check(Path file, String... more) {
        String[] arguments = new String[2 + more.length];
        arguments[0] = "check";
        arguments[1] = file.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Session.in(directory).type(arguments);
    }

    @Test
    void what_holds_is_0_and_what_is_violated_is_1() {
        assertThat(check(Samples.healthy(directory)).exitCode()).isZero();
        assertThat(check(Samples.lostWrite(directory)).exitCode()).isEqualTo(1);
    }

    @Test
    void unknown_is_3_and_0_only_where_it_is_allowed() {
        Path empty = Samples.empty(directory);

        assertThat(check(empty).exitCode()).isEqualTo(3);
        assertThat(check(empty, "--allow-unknown").exitCode()).isZero();
        assertThat(check(Samples.lostWrite(directory), "--allow-unknown").exitCode())
                .isEqualTo(1);
    }

    @Test
    void a_torn_history_is_judged_up_to_the_tear_and_a_damaged_one_is_not_judged() throws IOException {
        Session.Shown torn = check(Samples.torn(directory));
        Session.Shown damaged = check(Samples.damaged(directory));

        assertThat(torn.exitCode()).isEqualTo(1);
        assertThat(torn.out()).contains("breaks off at byte");
        assertThat(damaged.exitCode()).isEqualTo(2);
        assertThat(damaged.out()).isEmpty();
        assertThat(damaged.err()).contains("damaged.waybill").contains("byte ");
    }

    @Test
    void garbage_is_2_with_the_file_and_the_fix() throws IOException {
        Path garbage = Files.write(directory.resolve("garbage"), new byte[] {0, 1, 2, (byte) 0xFF, 13, 7});
        Path text = Files.writeString(directory.resolve("letter.txt"), "Dear broker,\n");

        for (Path file : new Path[] {garbage, text, directory, directory.resolve("nowhere")}) {
            Session.Shown shown = check(file);

            assertThat(shown.exitCode()).as(file.toString()).isEqualTo(2);
            assertThat(shown.out()).isEmpty();
            assertThat(shown.err())
                    .startsWith("waybill: ")
                    .contains(String.valueOf(file.getFileName()))
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void wrong_usage_is_2() {
        Session session = Session.in(directory);

        assertThat(session.type().exitCode()).isEqualTo(2);
        assertThat(session.type("check").exitCode()).isEqualTo(2);
        assertThat(session.type("check", "a", "--threads", "0").exitCode()).isEqualTo(2);
        assertThat(session.type("check", "a", "--threads", "many").exitCode()).isEqualTo(2);
        assertThat(session.type("explain", "a", "A1", "--message", "b").exitCode())
                .isEqualTo(2);
        assertThat(session.type("run", "no-such-plan").exitCode()).isEqualTo(2);
        assertThat(session.type("run", "acks-all-loses-nothing-when-leaders-die", "--seed", "x")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void help_and_version_are_0_and_go_to_stdout() {
        Session.Shown help = Session.in(directory).type("--help");
        Session.Shown version = Session.in(directory).type("--version");

        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).startsWith("waybill ");
    }

    @Test
    void a_failure_of_our_own_is_4_and_one_line_that_says_where_the_details_are() {
        Writer broken = new Writer() {
            @Override
            public void write(char[] text, int from, int length) {
                throw new IllegalStateException("the pen is broken");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(broken),
                OutputStream.nullOutputStream(),
                new PrintWriter(err),
                false,
                false,
                104,
                StandardCharsets.UTF_8,
                Map.of(),
                directory);

        int exitCode = Waybill.run(terminal, "claims");

        assertThat(exitCode).isEqualTo(4);
        assertThat(err.toString())
                .startsWith("waybill: it failed, and there is no verdict: the pen is broken")
                .contains("details are in ")
                .doesNotContain("Exception");
    }

    @Test
    void a_reader_that_went_away_changes_no_verdict() {
        Writer closed = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void close() {}
        };
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(closed),
                OutputStream.nullOutputStream(),
                new PrintWriter(err),
                false,
                false,
                104,
                StandardCharsets.UTF_8,
                Map.of(),
                directory);

        int exitCode =
                Waybill.run(terminal, "check", Samples.lostWrite(directory).toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).isEmpty();
    }
}
