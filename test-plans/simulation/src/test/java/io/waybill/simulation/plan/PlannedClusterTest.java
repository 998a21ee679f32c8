package io.waybill.simulation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Claim;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.Schedule;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.plan.Clients;
import io.waybill.plan.Configuration;
import io.waybill.plan.Phases;
import io.waybill.plan.Promise;
import io.waybill.simulation.cluster.ClusterFlaws;
import io.waybill.simulation.cluster.ClusterSetup;
import io.waybill.simulation.cluster.ClusterStorm;
import io.waybill.system.ClientLibrary;
import io.waybill.system.ClusterSpec;
import io.waybill.system.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PlannedClusterTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Span SHORT = Span.of(Duration.ofMillis(300));
    private static final FaultPlan KILLS =
            FaultPlan.of(Schedule.every(Duration.ofMillis(400), SECOND), Fault.kill(Victim.leader("orders", 0), SHORT));

    private static SortedMap<String, String> config(String... namesAndValues) {
        SortedMap<String, String> config = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            config.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return config;
    }

    private static Configuration configuration(
            FaultPlan faults, SortedMap<String, String> cluster, SortedMap<String, String> producers) {
        return new Configuration(
                "strict",
                new ClusterSpec(3, cluster, List.of(new TopicSpec("orders", 2, 3))),
                new Clients(
                        new Clients.Producers(2, Acks.ALL, true, 5, SECOND, producers),
                        new Clients.Consumers(2, "billing", Isolation.READ_UNCOMMITTED, config()),
                        new Clients.Load(100, 50, 8, 100)),
                new Phases(SECOND, SECOND, Duration.ofSeconds(5), SECOND, SECOND),
                faults,
                new Promise(new TreeSet<>(List.of(Claim.AT_LEAST_ONCE, Claim.AT_MOST_ONCE)), List.of()));
    }

    private static Fault powerCut(Fault.Loss loss) {
        return new Fault.PowerCut(Victim.any(), loss, SHORT, Fault.Reach.MINORITY);
    }

    @Test
    void a_seed_is_the_same_setup_again_and_another_seed_another_storm() {
        Configuration configuration = configuration(KILLS, config(), config());

        ClusterSetup setup = PlannedCluster.of(configuration, 7, ClusterFlaws.NONE);

        assertThat(PlannedCluster.of(configuration, 7, ClusterFlaws.NONE)).isEqualTo(setup);
        assertThat(PlannedCluster.of(configuration, 8, ClusterFlaws.NONE)
                        .storm()
                        .timeline())
                .isNotEqualTo(setup.storm().timeline());
    }

    @Test
    void a_plan_is_taken_over_whole() {
        Configuration configuration =
                configuration(KILLS, config("min.insync.replicas", "1", "broker.session.timeout.ms", "700"), config());

        ClusterSetup setup = PlannedCluster.of(configuration, 7, ClusterFlaws.NONE);

        assertThat(setup.shape().nodes().brokerIds()).containsExactly(1, 2, 3);
        assertThat(setup.shape().nodes().controllerIds()).containsExactly(1, 2, 3);
        assertThat(setup.shape().config())
                .containsEntry("min.insync.replicas", "1")
                .containsEntry("broker.session.timeout.ms", "700")
                .containsEntry("auto.create.topics.enable", "false");
        assertThat(setup.shape().topics()).isEqualTo(configuration.cluster().topics());
        assertThat(setup.clients()).isEqualTo(configuration.clients());
        assertThat(setup.sharing()).isTrue();
        assertThat(setup.phases()).isEqualTo(configuration.phases());
        assertThat(setup.storm().healing()).isEqualTo(ClusterStorm.Healing.EVERYTHING);
        assertThat(setup.storm().timeline()).isEqualTo(KILLS.timeline(7, Duration.ofSeconds(5)));
        assertThat(setup.claims()).containsExactly(Claim.AT_MOST_ONCE, Claim.AT_LEAST_ONCE);
    }

    @Test
    void settings_that_our_own_brokers_and_clients_do_not_know_are_refused_with_what_may_be_meant() {
        Configuration configuration = configuration(
                KILLS, config("min.insync.replica", "2"), config("retry.backof.ms", "50", "linger.ms", "-1"));

        assertThat(PlannedCluster.problems(configuration))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"min.insync.replica\"", "\"min.insync.replicas\"?"),
                        second -> assertThat(second).contains("producers: linger.ms", "-1"),
                        third -> assertThat(third).contains("\"retry.backof.ms\"", "\"retry.backoff.ms\"?"));
    }

    @Test
    void the_official_client_is_refused() {
        Configuration open = configuration(KILLS, config(), config());
        Configuration official = new Configuration(
                open.name(),
                open.cluster(),
                open.clients().of(ClientLibrary.OFFICIAL),
                open.phases(),
                open.faults(),
                open.promise());

        assertThat(PlannedCluster.problems(official)).singleElement().asString().contains("official client");
    }

    @Test
    void what_destroys_durable_data_is_refused() {
        Configuration wiped =
                configuration(FaultPlan.of(Schedule.at(SECOND), powerCut(Fault.Loss.EVERYTHING)), config(), config());

        assertThat(PlannedCluster.problems(wiped)).singleElement().asString().contains("needs wipe");
    }

    @Test
    void power_is_cut_also_where_what_counts_is_in_memory() {
        FaultPlan cuts = FaultPlan.of(Schedule.at(SECOND), powerCut(Fault.Loss.UNSYNCED));

        assertThat(PlannedCluster.problems(configuration(cuts, config(), config())))
                .isEmpty();
        assertThat(PlannedCluster.problems(
                        configuration(cuts, config("log.flush.interval.messages", "1000"), config())))
                .isEmpty();
    }
}
