package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.Claim;
import io.waybill.checker.Expectations;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.history.file.HistoryReader;
import io.waybill.report.Circumstances;
import io.waybill.report.Judged;
import io.waybill.report.Report;
import io.waybill.report.RunFacts;
import io.waybill.report.RunSite;
import io.waybill.report.json.ResultJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredRunTest {

    @TempDir
    private Path directory;

    private Path run;
    private Session session;

    /** A run with a configuration that holds and a control that broke. */
    @BeforeEach
    void a_run_is_kept() throws IOException {
        run = Files.createDirectories(directory.resolve(".waybill/r-2f9c41"));
        session = Session.in(directory);
        List<Judged> judged = new ArrayList<>();
        judged.add(judged("strict", Set.of(), Samples.healthy(directory)));
        judged.add(judged("loose", Set.of(Claim.AT_LEAST_ONCE), Samples.lostWrite(directory)));
        RunFacts facts = new RunFacts(
                "r-2f9c41",
                "a-plan",
                "0x5eed",
                "kafka 4.4.0",
                RunSite.usual(),
                run.toString(),
                Duration.ofMillis(80_400));
        Report report = Report.ofRun(facts, judged, Optional.empty(), false);
        Files.writeString(run.resolve("result.json"), ResultJson.of(report, "0.1.0", false));
    }

    private Judged judged(String name, Set<Claim> mustBreak, Path recorded) throws IOException {
        Path history = Files.createDirectories(run.resolve(name)).resolve("history.waybill");
        Files.move(recorded, history);
        try (HistoryReader reader = HistoryReader.open(history)) {
            Judgement judgement = HistoryChecker.check(reader, CheckOptions.all(1));
            Judged alone = Judged.alone(name, judgement, Circumstances.of(judgement, reader));
            return new Judged(
                    name,
                    mustBreak.isEmpty() ? Optional.empty() : Optional.of("acks=1"),
                    mustBreak.isEmpty()
                            ? Expectations.ALL_HOLD
                            : Expectations.ofControl(
                                    mustBreak,
                                    judgement.claims().stream()
                                            .map(each -> each.claim())
                                            .toList()),
                    judgement,
                    alone.claims(),
                    List.of(),
                    history.toString(),
                    alone.circumstances());
        }
    }

    @Test
    void a_run_is_listed_with_its_verdict_its_time_and_its_plan() {
        String list = session.type("list").out();

        assertThat(list.lines().filter(line -> line.contains("r-2f9c41")))
                .singleElement()
                .asString()
                .contains("holds")
                .contains("1m20s")
                .endsWith("a-plan");
    }

    @Test
    void a_run_is_explained_by_its_name_and_by_its_directory() {
        Session.Shown byName = session.type("explain", "r-2f9c41", "A1");
        Session.Shown byPath = session.type("explain", ".waybill/r-2f9c41", "lost-write");

        assertThat(byName.exitCode()).isZero();
        assertThat(byName.out()).contains("loose, 1 message   in a control").contains("← order-8842 is not there");
        assertThat(byPath.out()).isEqualTo(byName.out());
    }

    @Test
    void a_message_is_found_in_the_configuration_that_has_it() {
        String life =
                session.type("explain", "r-2f9c41", "--message", "order-8842").out();

        assertThat(life).contains("in loose").contains("not delivered to billing");
    }

    @Test
    void a_run_that_is_older_than_kept_plans_is_judged_by_what_its_result_names() {
        Session.Shown shown = session.type("check", "r-2f9c41");

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).contains("✓ HOLDS", "loose is a control: broke as it must");
    }

    @Test
    void a_run_without_a_result_and_without_a_plan_is_not_judged() throws IOException {
        Files.delete(run.resolve("result.json"));

        Session.Shown shown = session.type("check", "r-2f9c41");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .contains("r-2f9c41 has neither a result nor its plan, so nobody knows what was claimed")
                .contains("r-2f9c41/loose or r-2f9c41/strict");
        assertThat(session.type("check", "r-2f9c41/strict").out()).contains("✓ HOLDS");
    }

    @Test
    void a_run_without_a_result_is_unfinished_and_can_be_explained() throws IOException {
        Files.delete(run.resolve("result.json"));

        assertThat(session.type("list").out()).contains("unfinished");
        assertThat(session.type("explain", "r-2f9c41").out()).contains("← order-8842 is not there");
    }

    @Test
    void a_damaged_result_is_the_users_to_remove_and_not_a_failure() throws IOException {
        Files.writeString(run.resolve("result.json"), "{\"verdict\": \"hol");

        Session.Shown shown = session.type("explain", "r-2f9c41");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("result.json:1: it is damaged");
        assertThat(session.type("list").exitCode()).isZero();
    }

    @Test
    void a_run_that_is_not_there_is_said_to_be_missing() {
        Session.Shown shown = session.type("explain", "r-000000");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("r-000000: there is no such file or run");
    }
}
