package io.waybill.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.checker.RunVerdict;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Schedule;
import io.waybill.fault.Shape;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.plan.Configuration;
import io.waybill.plan.InvalidPlanException;
import io.waybill.plan.Moment;
import io.waybill.plan.Plan;
import io.waybill.plan.Pressure;
import io.waybill.plan.Promise;
import io.waybill.runner.toy.Flaw;
import io.waybill.runner.toy.ToySystem;
import io.waybill.system.ClientLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VenueTest {

    private static final Duration MOMENT = Duration.ofMillis(100);

    @TempDir
    private Path store;

    private RunRequest request(Plan plan) {
        return new RunRequest(plan, 0x5eed, Optional.empty(), new RunRequest.Places(store, store, store));
    }

    /** The toy, in a world of which more is known than its clients see. */
    private final class Glass implements Venue {
        private final LocalVenue local = new LocalVenue(
                new ToySystem(),
                new RunRequest.Places(store, store, store),
                new TreeMap<>(),
                PatientClock::new,
                Optional.empty());
        private final List<Simulated.Sighting> sightings;

        Glass(List<Simulated.Sighting> sightings) {
            this.sightings = sightings;
        }

        @Override
        public Site site() {
            return new Site("simulated", "toy 1", new TreeMap<>(Map.of("T1", "it forgets", "T2", "it lies")));
        }

        @Override
        public List<String> problems(Configuration configuration) {
            return configuration.name().equals("strict") ? List.of() : List.of("glass breaks");
        }

        @Override
        public Recorded record(Assignment assignment, RunListener listener) throws IOException, InterruptedException {
            Recorded recorded = local.record(assignment, listener);
            return new Recorded(
                    recorded.moments(),
                    recorded.traffic(),
                    recorded.drained(),
                    recorded.calledOff(),
                    Optional.of(new Simulated(17, Duration.ofSeconds(1), 99, sightings)));
        }
    }

    private RunResult run(Simulated.Sighting... sightings) {
        return Runner.run(
                request(ToyPlan.of(ToyPlan.strict(Flaw.NONE))), new Glass(List.of(sightings)), new RunListener() {});
    }

    @Test
    void what_no_client_sees_makes_a_run_violated_although_every_claim_holds() {
        RunResult clean = run();
        RunResult wrong = run(new Simulated.Sighting("invariant", "one leader", "n1 and n2 lead", Duration.ZERO));

        assertThat(clean.verdict()).isEqualTo(RunVerdict.HOLDS);
        assertThat(wrong.configurations().get(0).violated()).isEmpty();
        assertThat(wrong.verdict()).isEqualTo(RunVerdict.VIOLATED);
    }

    @Test
    void the_files_of_a_run_say_where_it_took_place_and_what_was_planted() {
        RunResult result = run();

        RunDirectory directory = result.start().directory();
        assertThat(directory.plan())
                .content()
                .contains("environment = simulated", "planted-flaws = T1: it forgets; T2: it lies", "system = toy 1");
        assertThat(directory.settings("strict")).content().contains("planted-flaws = T1: it forgets; T2: it lies");
        assertThat(result.configurations().get(0).judgement().attributes())
                .containsEntry("environment", "simulated")
                .containsKey("planted-flaws");
    }

    @Test
    void the_last_cluster_stays_up_until_it_is_given_up_and_no_other_does() {
        Plan plan = ToyPlan.withControl(ToyPlan.strict(Flaw.NONE), ToyPlan.loose());
        try (KeptCluster kept = new KeptCluster()) {
            Venue venue = new LocalVenue(
                    new ToySystem(),
                    new RunRequest.Places(store, store, store),
                    new TreeMap<>(),
                    PatientClock::new,
                    Optional.of(kept));
            assertThat(kept.bootstrap()).isEmpty();

            Runner.run(request(plan), venue, new RunListener() {});

            assertThat(kept.configuration()).isEqualTo("loose");
            assertThat(kept.bootstrap()).isPresent();
            assertThat(ToySystem.running()).isOne();
        }
        assertThat(ToySystem.running()).isZero();
    }

    @Test
    void a_plan_of_which_a_control_cannot_be_carried_out_starts_nothing() {
        Plan plan = ToyPlan.withControl(ToyPlan.strict(Flaw.NONE), ToyPlan.loose());

        assertThatThrownBy(() -> Runner.run(request(plan), new Glass(List.of()), new RunListener() {}))
                .isInstanceOfSatisfying(
                        InvalidPlanException.class,
                        e -> assertThat(e.problems()).containsExactly("configuration loose: glass breaks"));
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void processes_cannot_do_faults_of_links_nor_wait_for_moments_of_which_nobody_tells() {
        Configuration strict = ToyPlan.strict(Flaw.NONE);
        Fault.Single cut =
                Fault.links(Shape.isolate(Victim.leader("orders", 0)), new LinkFault.Stall(), Span.of(MOMENT));
        Fault.Single kill = Fault.kill(Victim.leader("orders", 0), Span.of(MOMENT));
        Configuration beyond = ToyPlan.under(
                strict,
                FaultPlan.of(Schedule.at(MOMENT), cut)
                        .and(Schedule.when("appended and not answered yet", Duration.ZERO, Duration.ZERO, 1), kill)
                        .and(Schedule.when("controller moved", Duration.ZERO, Duration.ZERO, 1), kill)
                        .and(Schedule.when("log truncated of orders-0", Duration.ZERO, Duration.ZERO, 1), kill)
                        .and(Schedule.when("lone leader of orders-1", Duration.ZERO, Duration.ZERO, 1), kill));

        assertThatThrownBy(() -> Runner.run(request(ToyPlan.of(beyond)), new RunListener() {}))
                .hasMessageContaining("needs stall-links, which this world cannot do")
                .hasMessageContaining(
                        "\"appended and not answered yet\" cannot be observed on toy: it would be noticed in a"
                                + " simulated world alone, and \"kill leader of orders-0 for 100ms\" waits for it")
                .hasMessageContaining("\"controller moved\" cannot be observed on toy: it would be noticed in what the")
                .hasMessageContaining(
                        "\"log truncated\" cannot be observed on toy: it would be noticed in the nodes' logs");
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void what_this_machine_lacks_for_a_plans_faults_is_said_before_anything_starts() {
        Configuration strict = ToyPlan.strict(Flaw.NONE);
        FaultPlan power = FaultPlan.of(
                Schedule.at(MOMENT),
                new Fault.PowerCut(
                        Victim.leader("orders", 0), Fault.Loss.UNSYNCED, Span.of(MOMENT), Fault.Reach.MINORITY));
        Fault.Single cut =
                Fault.links(Shape.isolate(Victim.leader("orders", 0)), new LinkFault.Stall(), Span.of(MOMENT));

        assertThatThrownBy(() -> Runner.run(request(ToyPlan.of(ToyPlan.under(strict, power))), new RunListener() {}))
                .isInstanceOfSatisfying(
                        InvalidPlanException.class,
                        e -> assertThat(e.problems()).containsExactly(ToySystem.NO_PLUG));
        // What it can do on no machine comes first: this one is not tried then.
        assertThatThrownBy(() -> Runner.run(
                        request(ToyPlan.of(ToyPlan.under(strict, power.and(Schedule.at(MOMENT), cut)))),
                        new RunListener() {}))
                .hasMessageContaining("needs stall-links")
                .hasMessageNotContaining(ToySystem.NO_PLUG);
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void what_a_system_cannot_offer_or_tell_is_refused_before_anything_starts() {
        Configuration strict = ToyPlan.strict(Flaw.NONE);
        Configuration beyond = new Configuration(
                strict.name(),
                strict.cluster(),
                strict.clients().of(ClientLibrary.REFERENCE),
                strict.phases(),
                strict.faults(),
                new Promise(strict.promise().claims(), List.of(Pressure.of(Moment.APPENDED_BATCH_SENT_AGAIN, 1, 1))));

        assertThatThrownBy(() -> Runner.run(request(ToyPlan.of(beyond)), new RunListener() {}))
                .hasMessageContaining("toy cannot be driven by the reference client, only by [official]")
                .hasMessageContaining("\"appended batch sent again\" cannot be observed on toy");
        assertThatThrownBy(() -> Runner.local(
                        ToyPlan.of(strict),
                        Optional.empty(),
                        new RunRequest.Places(store, store, store),
                        List.of("T9")))
                .hasMessageContaining("flaw T9 cannot be planted in toy here, which has none");
        assertThatThrownBy(() -> Runner.local(
                        ToyPlan.of(strict),
                        Optional.of("kafka"),
                        new RunRequest.Places(store, store, store),
                        List.of()))
                .hasMessageContaining("it is for toy, not for kafka");
        assertThatThrownBy(() -> Runner.throughToxiproxy(
                        ToyPlan.of(strict),
                        new RunRequest.Places(store, store, store),
                        new Tried(Optional.empty(), List.of(), Optional.empty()),
                        "127.0.0.1",
                        8474))
                .hasMessageContaining("the links of toy cannot go through somebody's Toxiproxy");
        assertThat(store).isEmptyDirectory();
    }
}
