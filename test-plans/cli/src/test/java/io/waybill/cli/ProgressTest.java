package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.catalogue.PlanCatalogue;
import io.waybill.checker.anomaly.DuplicateAppend;
import io.waybill.checker.online.EarlyFinding;
import io.waybill.checker.online.Standing;
import io.waybill.checker.online.Suspicions;
import io.waybill.history.MessageId;
import io.waybill.plan.Moment;
import io.waybill.plan.Plan;
import io.waybill.runner.Phase;
import io.waybill.runner.Progress;
import io.waybill.runner.RunDirectory;
import io.waybill.runner.RunId;
import io.waybill.runner.RunListener;
import io.waybill.runner.RunRequest;
import io.waybill.runner.RunStart;
import io.waybill.runner.Site;
import io.waybill.workload.Traffic;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressTest {

    private static final Plan PLAN =
            PlanCatalogue.named("acks-all-loses-nothing-when-leaders-die").orElseThrow();
    private static final RunListener.FaultNotice KILL =
            new RunListener.FaultNotice(7, "kill", "leader of orders-0", "n1", Duration.ofMillis(136_900));

    private static final EarlyFinding TWICE =
            new EarlyFinding(DuplicateAppend.KIND, new MessageId(0, 0, 17), Optional.empty(), 1_187, 137_000_000_000L);

    private static final String WHERE =
            "local, 3 processes on this machine; not containers: Docker does not answer at unix:///var/run/docker.sock";

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    private Terminal terminal(boolean isTerminal) {
        return terminal(isTerminal, 104);
    }

    private Terminal terminal(boolean isTerminal, int columns) {
        return new Terminal(
                new PrintWriter(out),
                OutputStream.nullOutputStream(),
                new PrintWriter(err),
                isTerminal,
                isTerminal,
                columns,
                StandardCharsets.UTF_8,
                Map.of(),
                Path.of(""));
    }

    private static RunStart start() {
        return new RunStart(
                new RunId("r-2f9c41"),
                PLAN,
                PLAN,
                RunRequest.FULL,
                0x5eed2f9cL,
                Site.of("local", "kafka 4.4.0"),
                new RunDirectory(Path.of(".waybill/r-2f9c41")));
    }

    private static Progress progress(int seconds) {
        return new Progress(
                Phase.STORM,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(400),
                new Traffic(1_500, 1_482, 0, 7, 11, 0, 666, 0),
                612.4,
                609.0,
                Duration.ofMillis(3_100),
                List.of("kill n1 (leader of orders-0)"),
                7,
                new Standing(Map.of(DuplicateAppend.KIND, 2L), List.of(TWICE), new Suspicions(816, 3, 0), 2_148));
    }

    private static void aRun(RunListener listener) {
        listener.runStarted(start());
        listener.configurationStarted(PLAN.configurations().get(0), 0, false);
        listener.clusterReady("kafka 4.4.0 × 3", Duration.ofMillis(11_400));
        listener.phaseStarted(Phase.STORM, Duration.ofSeconds(60));
        listener.faultStarted(KILL);
        listener.momentHit(Moment.LEADER_KILLED_WITH_SENDS_IN_FLIGHT, "orders-0", Duration.ofMillis(136_900));
        listener.confirmed(new RunListener.Confirmation(TWICE, "Appended twice: p1#17, orders-0 @1187"));
        for (int second = 0; second <= 65; second++) {
            listener.progress(progress(second));
        }
        listener.faultStopped(KILL);
    }

    @Test
    void a_log_gets_a_line_for_each_event_and_a_heartbeat_every_thirty_seconds() {
        Output output = new Output(terminal(false));

        aRun(new PlainProgress(output, WHERE, () -> LocalTime.of(9, 12, 4), false));

        String status = "sends=612/s acked=609/s no-reply=7 p99=3.1 s faults=1 confirmed=2 unseen=816 passed-over=3";
        assertThat(err.toString().lines())
                .containsExactly(
                        "09:12:04 plan " + PLAN.name(),
                        "09:12:04 run r-2f9c41, kafka 4.4.0, 2 configurations, seed 0x5eed2f9c",
                        "09:12:04 environment " + WHERE,
                        "09:12:04 configuration acks-all",
                        "09:12:04 cluster kafka 4.4.0 × 3 ready after 11.4 s",
                        "09:12:04 phase storm, at most 1m00s",
                        "09:12:04 02:16.9 fault F7 start: kill n1 (leader of orders-0)",
                        "09:12:04 02:16.9 moment: leader killed with sends in flight (orders-0)",
                        "09:12:04 02:17.0 confirmed: Appended twice: p1#17, orders-0 @1187",
                        "09:12:04 00:30.0 status storm " + status,
                        "09:12:04 01:00.0 status storm " + status,
                        "09:12:04 02:16.9 fault F7 end: kill n1 (leader of orders-0)");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_log_has_few_lines_of_a_moment_that_comes_about_all_the_time() {
        PlainProgress progress = new PlainProgress(new Output(terminal(false)), WHERE, () -> LocalTime.NOON, false);
        progress.configurationStarted(PLAN.configurations().get(0), 0, false);
        progress.momentHit(Moment.LEADERSHIP_MOVED, "orders-0: n1 → n2", Duration.ofSeconds(1));
        for (int hit = 0; hit < 1_200; hit++) {
            progress.momentHit(Moment.APPENDED_BATCH_SENT_AGAIN, "n1", Duration.ofSeconds(2));
        }

        for (int second = 0; second <= 65; second++) {
            progress.progress(progress(second));
        }
        progress.configurationStarted(PLAN.configurations().get(0), 1, false);
        progress.momentHit(Moment.APPENDED_BATCH_SENT_AGAIN, "n2", Duration.ofSeconds(3));

        String each = "12:00:00 00:02.0 moment: appended batch sent again (n1)";
        assertThat(err.toString().lines().filter(line -> line.contains("moment")))
                .containsExactly(
                        "12:00:00 00:01.0 moment: leadership moved (orders-0: n1 → n2)",
                        each,
                        each,
                        each,
                        each,
                        each + "; further ones are counted",
                        "12:00:00 00:30.0 moments 1 × leadership moved, 1,200 × appended batch sent again",
                        "12:00:00 00:03.0 moment: appended batch sent again (n2)");
    }

    @Test
    void github_folds_a_configuration() {
        PlainProgress progress = new PlainProgress(new Output(terminal(false)), WHERE, () -> LocalTime.NOON, true);

        progress.configurationStarted(PLAN.configurations().get(0), 0, false);

        assertThat(err.toString().lines()).contains("::group::acks-all");
    }

    @Test
    void a_terminal_gets_one_block_that_is_painted_over() {
        LiveProgress progress = new LiveProgress(terminal(true), WHERE);

        aRun(progress);

        String painted = err.toString();
        String last = painted.substring(painted.lastIndexOf("\u001b[J", painted.length() - 4));
        assertThat(last.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", ""))
                .contains("acks-all")
                .containsPattern("01:05 / 06:40   ETA [0-9:]+")
                .contains("612/s     acked 609/s     no reply 7     p99 3.1 s     under way 11")
                .contains("kill n1 (leader of orders-0)     7 so far")
                .contains("1 × leader killed with sends in flight")
                .contains("confirmed  2 duplicates   0 inversions   0 aborted reads")
                .contains("suspected  816 acked but not seen yet, 3 passed over (decided at the final read)")
                .contains("waiting");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void what_is_only_late_is_never_called_lost() {
        aRun(new LiveProgress(terminal(true), WHERE));
        aRun(new PlainProgress(new Output(terminal(false)), WHERE, () -> LocalTime.NOON, false));

        assertThat(err.toString()).doesNotContain("lost,").doesNotContain(" lost ");
    }

    @ParameterizedTest
    @ValueSource(ints = {104, 60, 30})
    void no_line_of_the_block_is_wider_than_the_terminal(int columns) {
        aRun(new LiveProgress(terminal(true, columns), WHERE));

        assertThat(err.toString().lines().map(line -> line.replaceAll("\u001b\\[[0-9;]*[A-Za-z]|\r", "")))
                .allSatisfy(line ->
                        assertThat(line.codePointCount(0, line.length())).isLessThan(columns));
    }

    @Test
    void a_narrow_terminal_gets_more_lines_and_not_less_to_read() {
        LiveProgress progress = new LiveProgress(terminal(true, 60), WHERE);

        aRun(progress);

        String painted = err.toString();
        String last = painted.substring(painted.lastIndexOf("\u001b[J", painted.length() - 4));
        assertThat(last.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "").lines().map(String::strip))
                .contains(
                        "sends      612/s     acked 609/s     no reply 7",
                        "p99 3.1 s     under way 11",
                        "confirmed  2 duplicates   0 inversions",
                        "0 aborted reads",
                        "suspected  816 acked but not seen yet, 3 passed over",
                        "(decided at the final read)")
                .anyMatch(line -> line.contains("01:05 / 06:40   ETA "))
                .anyMatch(line -> line.startsWith("run") && line.endsWith("…"));
    }
}
