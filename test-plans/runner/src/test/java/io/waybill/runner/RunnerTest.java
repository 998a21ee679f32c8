package io.waybill.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.checker.Claim;
import io.waybill.checker.ClaimVerdict;
import io.waybill.checker.Expectation;
import io.waybill.checker.Expectations;
import io.waybill.checker.Judgement;
import io.waybill.checker.RunVerdict;
import io.waybill.checker.Verdict;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.Schedule;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.history.Event;
import io.waybill.history.file.HistoryReader;
import io.waybill.plan.Configuration;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Moment;
import io.waybill.plan.Plan;
import io.waybill.runner.toy.Flaw;
import io.waybill.runner.toy.ToySystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnerTest {

    private static final long SEED = 0x5eed;

    @TempDir
    private Path store;

    @AfterEach
    void nothing_is_left_running() throws InterruptedException {
        List<Thread> ours = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("waybill-")
                        || thread.getName().startsWith("toy-"))
                .toList();
        for (Thread thread : ours) {
            // The checker's threads have nothing left to do, but may still be on their way out.
            thread.join(1000);
        }

        assertThat(ToySystem.running()).isZero();
        assertThat(ours).noneMatch(Thread::isAlive);
    }

    private RunResult run(Plan plan) {
        return run(plan, new RunListener() {});
    }

    private RunResult run(Plan plan, RunListener listener) {
        return Runner.run(
                new RunRequest(plan, SEED, Optional.empty(), new RunRequest.Places(store, store, store)),
                listener,
                PatientClock::new);
    }

    private static Verdict verdict(RunResult result, Claim claim) {
        return result.configurations().get(0).claims().stream()
                .filter(each -> each.claim() == claim)
                .map(ClaimVerdict::verdict)
                .findFirst()
                .orElseThrow();
    }

    private static List<Event> events(Path history) throws IOException {
        List<Event> events = new ArrayList<>();
        try (HistoryReader reader = HistoryReader.open(history)) {
            reader.eachEvent(events::add);
        }
        return events;
    }

    @Test
    void a_broker_without_flaw_holds_and_its_control_breaks() {
        Plan plan = ToyPlan.withControl(ToyPlan.strict(Flaw.NONE), ToyPlan.loose());

        RunResult result = run(plan);

        assertThat(result.verdict()).as("%s", result).isEqualTo(RunVerdict.HOLDS);
        assertThat(result.configurations())
                .extracting(ConfigurationResult::name)
                .containsExactly("strict", "loose");
        assertThat(result.configurations().get(1).violated()).containsExactly(Claim.AT_LEAST_ONCE);
    }

    @ParameterizedTest
    @CsvSource({
        "FORGETS_THE_TAIL, AT_LEAST_ONCE",
        "APPENDS_TWICE,    AT_MOST_ONCE",
        "REORDERS,         ORDER_PER_PRODUCER",
        "INVENTS,          NO_PHANTOM",
        "CORRUPTS,         NO_PHANTOM",
        "SKIPS,            AT_LEAST_ONCE",
        "CUTS_BACK_AT_THE_END, AT_LEAST_ONCE",
        "DENIES,           ABORTED_INVISIBLE"
    })
    void each_flaw_violates_the_claim_that_it_breaks(Flaw flaw, Claim claim) {
        RunResult result = run(ToyPlan.of(ToyPlan.strict(flaw)));

        assertThat(result.verdict()).as("%s", result).isEqualTo(RunVerdict.VIOLATED);
        assertThat(verdict(result, claim)).isInstanceOf(Verdict.Violated.class);
    }

    @Test
    void what_consumers_are_shown_late_is_not_lost() {
        RunResult result = run(ToyPlan.of(ToyPlan.strict(Flaw.SHOWS_LATE)));

        assertThat(result.verdict()).as("%s", result).isEqualTo(RunVerdict.HOLDS);
    }

    @ParameterizedTest
    @CsvSource({"DELIVERS_NOTHING", "ACKNOWLEDGES_NOTHING", "NEVER_WHOLE"})
    void what_was_not_seen_is_unknown_and_nobodys_loss(Flaw flaw) {
        RunResult result = run(ToyPlan.of(ToyPlan.strict(flaw)));

        assertThat(result.verdict()).as("%s", result).isEqualTo(RunVerdict.UNKNOWN);
        assertThat(verdict(result, Claim.AT_LEAST_ONCE)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void a_claim_that_was_not_put_under_pressure_is_unknown_and_says_why() {
        RunResult result = run(ToyPlan.of(ToyPlan.calm(ToyPlan.strict(Flaw.NONE))));

        assertThat(result.verdict()).isEqualTo(RunVerdict.UNKNOWN);
        assertThat(verdict(result, Claim.AT_LEAST_ONCE))
                .isEqualTo(new Verdict.Unknown("it was not tried hard enough: \"leader killed with sends in flight\""
                        + " came about 0 of 1 times required"));
    }

    @Test
    void the_journal_says_what_was_planned_done_and_hit_in_its_order() throws IOException {
        RunResult result = run(ToyPlan.of(ToyPlan.strict(Flaw.NONE)));

        List<String> lines =
                Files.readAllLines(result.configurations().get(0).history().resolveSibling("faults.jsonl"));
        List<String> words = lines.stream()
                .map(line -> line.replaceAll(".*\"what\":\"(\\w+)\".*", "$1"))
                .toList();
        assertThat(words.stream().filter(word -> word.equals("started")).count())
                .isEqualTo(result.configurations().get(0).judgement().counts().faults())
                .isEqualTo(words.stream().filter(word -> word.equals("ended")).count())
                .isPositive();
        assertThat(words.lastIndexOf("planned")).isLessThan(words.indexOf("started"));
        assertThat(lines)
                .filteredOn(line -> line.contains("\"kind\":\"kill\"") && line.contains("\"victims\""))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .matches("\\{\"what\":\"started\",\"fault\":\\d+,\"occurrence\":\\d+,\"kind\":\"kill\","
                                + "\"named\":\".+\",\"victims\":\\[\"n\\d\"],\"beginNanos\":\\d+,\"effectNanos\":\\d+,"
                                + "\"lastingNanos\":\\d+}")
                        .satisfies(started -> assertThat(lines.get(lines.indexOf(started) + 1))
                                .matches("\\{\"what\":\"hit\",\"fault\":\\d+,\"node\":\"n(\\d)\",\"pid\":400\\1}")));
    }

    @Test
    void what_is_expected_to_break_and_does_is_no_violation_and_what_is_promised_beside_it_counts() {
        Configuration forgets = ToyPlan.strict(Flaw.FORGETS_THE_TAIL);
        Map<Claim, Expectation> others = new TreeMap<>();
        ToyPlan.CLAIMS.forEach(claim -> others.put(claim, Expectation.MAY_BREAK));
        others.put(Claim.NO_PHANTOM, Expectation.HOLDS);
        others.put(Claim.AT_LEAST_ONCE, Expectation.BREAKS);
        Expectations loses = Expectations.ALL_HOLD.with(others);
        Configuration expected = forgets.expecting(loses);
        Configuration promising = forgets.expecting(loses.with(Map.of(Claim.EXACTLY_ONCE, Expectation.HOLDS)));

        RunResult asExpected = run(ToyPlan.of(expected));
        RunResult otherwise = run(ToyPlan.of(promising));

        assertThat(asExpected.verdict()).as("%s", asExpected).isEqualTo(RunVerdict.HOLDS);
        assertThat(verdict(asExpected, Claim.AT_LEAST_ONCE)).isInstanceOf(Verdict.Violated.class);
        assertThat(otherwise.verdict()).as("exactly once is promised").isEqualTo(RunVerdict.VIOLATED);
    }

    @Test
    void what_is_expected_to_break_and_does_not_makes_the_run_worthless() {
        Configuration sound = ToyPlan.strict(Flaw.NONE)
                .expecting(Expectations.ALL_HOLD.with(Map.of(Claim.AT_LEAST_ONCE, Expectation.BREAKS)));

        RunResult result = run(ToyPlan.of(sound));

        assertThat(result.verdict()).isEqualTo(RunVerdict.CONTROL_DID_NOT_BREAK);
        assertThat(result.configurations().get(0).unbroken()).containsExactly(Claim.AT_LEAST_ONCE);
    }

    @Test
    void what_may_break_and_was_not_seen_to_is_never_said_to_hold() {
        Configuration sound = ToyPlan.strict(Flaw.NONE)
                .expecting(Expectations.ALL_HOLD.with(Map.of(Claim.AT_LEAST_ONCE, Expectation.MAY_BREAK)));

        RunResult result = run(ToyPlan.of(sound));

        assertThat(result.verdict()).isEqualTo(RunVerdict.HOLDS);
        assertThat(verdict(result, Claim.AT_LEAST_ONCE))
                .isEqualTo(new Verdict.Unknown("it may break here and was not seen to: nothing is promised"));
    }

    @Test
    void a_control_that_does_not_break_makes_the_run_worthless() {
        Configuration unbroken = ToyPlan.strict(Flaw.NONE).named("unbroken");

        RunResult result = run(ToyPlan.withControl(ToyPlan.strict(Flaw.NONE), unbroken));

        assertThat(result.verdict()).isEqualTo(RunVerdict.CONTROL_DID_NOT_BREAK);
        assertThat(result.configurations().get(1).unbroken()).containsExactly(Claim.AT_LEAST_ONCE);
    }

    @ParameterizedTest
    @CsvSource({
        "DOES_NOT_START,  toy was told not to start",
        "PRODUCER_THROWS, the toy's producer was told to throw",
        "CONSUMER_THROWS, the toy's consumer was told to throw"
    })
    void a_harness_that_fails_gives_no_verdict(Flaw flaw, String reason) {
        RunResult result = run(ToyPlan.withControl(ToyPlan.strict(flaw), ToyPlan.loose()));

        assertThat(result.verdict()).isEqualTo(RunVerdict.FAILED);
        assertThat(result.configurations()).isEmpty();
        assertThat(result.failure().map(RunFailed::reason).orElse("")).contains(reason);
    }

    private RunResult runAndInterruptInTheStorm(Flaw flaw) {
        Thread runs = Thread.currentThread();
        Configuration endless = ToyPlan.lasting(ToyPlan.strict(flaw), Duration.ofMinutes(5));
        return run(ToyPlan.withControl(endless, ToyPlan.loose()), new RunListener() {
            @Override
            public void faultStarted(FaultNotice fault) {
                runs.interrupt();
            }
        });
    }

    @Test
    void an_interrupt_in_the_storm_heals_stops_and_judges_what_there_is() throws IOException {
        RunResult result = runAndInterruptInTheStorm(Flaw.NONE);

        assertThat(result.verdict()).isEqualTo(RunVerdict.INTERRUPTED);
        assertThat(result.configurations())
                .extracting(ConfigurationResult::drained)
                .containsExactly(false);
        assertThat(events(result.configurations().get(0).history()))
                .hasAtLeastOneElementOfType(Event.FaultStopped.class);
    }

    @Test
    void an_interrupt_that_ends_the_nodes_too_judges_what_there_is() {
        RunResult result = runAndInterruptInTheStorm(Flaw.DOES_NOT_RESTART);

        assertThat(result.verdict()).as("%s", result).isEqualTo(RunVerdict.INTERRUPTED);
        assertThat(result.configurations())
                .extracting(ConfigurationResult::drained)
                .containsExactly(false);
    }

    @Test
    void nodes_that_cannot_be_restarted_are_a_failure_of_the_harness() {
        RunResult result = run(ToyPlan.of(ToyPlan.strict(Flaw.DOES_NOT_RESTART)));

        assertThat(result.verdict()).isEqualTo(RunVerdict.FAILED);
        assertThat(result.failure().map(RunFailed::reason).orElse("")).contains("cannot be started");
    }

    @Test
    void a_listener_that_throws_ends_the_run_as_a_failure_of_the_harness() {
        RunResult result = run(ToyPlan.of(ToyPlan.strict(Flaw.NONE)), new RunListener() {
            @Override
            public void progress(Progress progress) {
                throw new IllegalStateException("the terminal is gone");
            }
        });

        assertThat(result.verdict()).isEqualTo(RunVerdict.FAILED);
        assertThat(result.failure().map(RunFailed::reason).orElse("")).contains("the terminal is gone");
    }

    @Test
    void judging_the_stored_file_again_gives_the_same_judgement() throws IOException {
        RunResult result = run(ToyPlan.of(ToyPlan.strict(Flaw.FORGETS_THE_TAIL)));
        ConfigurationResult first = result.configurations().get(0);

        Judgement again = Judge.judge(first.history(), first.configuration());

        assertThat(again.claims()).isEqualTo(first.judgement().claims());
        assertThat(again.anomalies()).isEqualTo(first.judgement().anomalies());
        assertThat(again.obligations()).isEqualTo(first.judgement().obligations());
    }

    @Test
    void a_plan_that_is_wrong_starts_nothing() throws IOException {
        Plan wrong = new Plan("Wrong Name", "", List.of("toy"), List.of(), List.of(), List.of());

        assertThatThrownBy(() -> run(wrong))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("was \"Wrong Name\"")
                .hasMessageContaining("a plan must have a configuration");

        try (Stream<Path> left = Files.list(store)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void an_unknown_system_is_refused_with_those_that_there_are() {
        Plan plan = ToyPlan.of(ToyPlan.strict(Flaw.NONE));
        Plan elsewhere =
                new Plan(plan.name(), plan.description(), List.of("tyo"), plan.configurations(), List.of(), List.of());

        assertThatThrownBy(() -> run(elsewhere)).hasMessageContaining("unknown system \"tyo\", expected one of toy");
    }

    @Test
    void a_run_directory_says_everything_that_is_known_of_the_run() throws IOException {
        RunResult result = run(ToyPlan.of(ToyPlan.strict(Flaw.NONE)));

        RunDirectory directory = result.start().directory();
        assertThat(directory.configurations()).containsExactly("strict");
        assertThat(directory.plan()).content().contains("seed = 0x5eed", "plan = a-toy-is-tried", "version.java");
        assertThat(directory.settings("strict"))
                .content()
                .contains(
                        "system = toy 1",
                        "producers.acks = ALL",
                        "fault.0 = kill leader of orders-0 for 100ms, at 150ms");
        assertThat(directory.logs("strict").resolve("n1.log")).exists();
    }

    @Test
    void faults_phases_moments_and_broker_facts_stand_in_the_history() throws IOException {
        RunResult result = run(ToyPlan.of(ToyPlan.strict(Flaw.NONE)));

        List<Event> events = events(result.configurations().get(0).history());
        assertThat(events)
                .filteredOn(Event.FaultStarted.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    Event.FaultStarted fault = (Event.FaultStarted) event;
                    assertThat(fault.kind()).isEqualTo("kill");
                    assertThat(fault.named()).isEqualTo("leader of orders-0");
                    assertThat(fault.resolved()).containsExactly("n1");
                    assertThat(fault.completeNanos()).isGreaterThanOrEqualTo(fault.timeNanos());
                });
        assertThat(events)
                .filteredOn(Event.PhaseStarted.class::isInstance)
                .map(event -> ((Event.PhaseStarted) event).phase())
                .containsExactly("warm-up", "storm", "calm", "drain");
        assertThat(events)
                .filteredOn(Event.MomentHit.class::isInstance)
                .map(event -> ((Event.MomentHit) event).moment())
                .contains(Moment.LEADER_KILLED_WITH_SENDS_IN_FLIGHT.sentence(), Moment.LEADERSHIP_MOVED.sentence());
        assertThat(events)
                .filteredOn(Event.BrokerFact.class::isInstance)
                .map(event -> ((Event.BrokerFact) event).kind())
                .contains(Event.FactKind.LEADER, Event.FactKind.ISR, Event.FactKind.LOG_START, Event.FactKind.LOG_END);
        assertThat(events).contains(new Event.Attribute("seed", "0x5eed"), new Event.Attribute("drained", "true"));
    }

    @Test
    void a_fault_strikes_when_the_moment_that_it_waits_for_comes_about() throws IOException {
        Fault kill = Fault.kill(Victim.leader("orders", 0), Span.of(Duration.ofMillis(100)));
        Fault pause = new Fault.Pause(Victim.node(3), Span.of(Duration.ofMillis(50)), Fault.Reach.ANY);
        Schedule awaited = Schedule.when(
                Moment.LEADER_KILLED_WITH_SENDS_IN_FLIGHT.sentence(), Duration.ofMillis(20), Duration.ofMillis(20), 1);

        RunResult result = run(ToyPlan.of(ToyPlan.under(
                ToyPlan.strict(Flaw.NONE),
                FaultPlan.of(Schedule.at(Duration.ofMillis(150)), kill).and(awaited, pause))));

        List<Event> events = events(result.configurations().get(0).history());
        long momentNanos = events.stream()
                .filter(Event.MomentHit.class::isInstance)
                .map(Event.MomentHit.class::cast)
                .filter(hit -> hit.moment().equals(Moment.LEADER_KILLED_WITH_SENDS_IN_FLIGHT.sentence()))
                .findFirst()
                .orElseThrow()
                .timeNanos();
        assertThat(events)
                .filteredOn(event -> event instanceof Event.FaultStarted fault
                        && fault.kind().equals("pause"))
                .singleElement()
                .satisfies(event -> assertThat(((Event.FaultStarted) event).timeNanos())
                        .isGreaterThanOrEqualTo(
                                momentNanos + Duration.ofMillis(20).toNanos()));
    }

    @Test
    void progress_is_told_phase_by_phase() {
        List<String> told = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void phaseStarted(Phase phase, Duration atMost) {
                told.add(phase.word());
            }

            @Override
            public void progress(Progress progress) {
                if (progress.traffic().acknowledged() > 0 && !told.contains("acknowledged")) {
                    told.add("acknowledged");
                }
            }

            @Override
            public void runFinished(RunResult result) {
                told.add(result.verdict().name());
            }
        };

        run(ToyPlan.of(ToyPlan.strict(Flaw.NONE)), listener);

        assertThat(told).contains("acknowledged");
        assertThat(told)
                .filteredOn(word -> !word.equals("acknowledged"))
                .containsExactly("start", "warm-up", "storm", "calm", "drain", "judge", "HOLDS");
    }

    @Test
    void no_message_is_judged_twice_by_two_runs_of_one_seed() {
        Plan plan = ToyPlan.of(ToyPlan.calm(ToyPlan.strict(Flaw.NONE)));

        RunResult first = run(plan);
        RunResult second = run(plan);

        assertThat(first.start().id()).isNotEqualTo(second.start().id());
        assertThat(Set.of(first.start().directory(), second.start().directory()))
                .hasSize(2);
    }
}
