package io.waybill.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.broker.config.ConfigScope;
import io.waybill.broker.config.ConfigVocabulary;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.checker.Claim;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultKind;
import io.waybill.history.Event.Acks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ClusterDrawTest {

    private static final long SEEDS = 300;

    private static Stream<ClusterSetup> drawn(String profile) {
        return LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> ClusterDraw.of(seed, profile, BrokerMutants.NONE));
    }

    private static List<FaultKind> kinds(Stream<ClusterSetup> setups) {
        return setups.flatMap(setup -> setup.storm().timeline().occurrences().stream())
                .flatMap(occurrence -> occurrence.fault().singles().stream())
                .map(Fault.Single::faultKind)
                .distinct()
                .toList();
    }

    @Test
    void a_seed_draws_the_same_again() {
        assertThat(ClusterDraw.of(7, "default", BrokerMutants.NONE))
                .isEqualTo(ClusterDraw.of(7, "default", BrokerMutants.NONE));
    }

    @Test
    void everything_that_is_configured_is_known_and_allowed() {
        List<String> problems = new ArrayList<>();

        drawn("default")
                .forEach(setup -> setup.shape().config().forEach((name, value) -> {
                    // These two may be set for all brokers alone.
                    ConfigScope scope = name.contains(".isr") ? ConfigScope.CLUSTER : ConfigScope.BROKER;
                    boolean clusterWide =
                            ConfigVocabulary.find(ConfigScope.BROKER, name).isEmpty();
                    ConfigVocabulary.problem(clusterWide ? ConfigScope.CLUSTER : scope, name, value)
                            .ifPresent(problems::add);
                }));

        assertThat(problems).isEmpty();
    }

    @Test
    void durable_data_is_destroyed_only_where_nothing_guards_it() {
        assertThat(kinds(drawn("default")))
                .contains(FaultKind.KILL, FaultKind.POWER_CUT, FaultKind.DISK_SYNC_FAILS)
                .allMatch(kind -> kind.harm() == FaultKind.Harm.NONE);
        assertThat(kinds(drawn("unguarded"))).anyMatch(kind -> kind.harm() == FaultKind.Harm.AMNESIA);
    }

    @Test
    void power_is_cut_only_where_memory_counts_for_nothing() {
        Stream<ClusterSetup> careless =
                drawn("default").filter(setup -> !setup.shape().syncsBeforeItCounts());

        assertThat(kinds(careless)).isNotEmpty().doesNotContain(FaultKind.POWER_CUT, FaultKind.POWER_CUT_MID_SYNC);
    }

    @Test
    void what_is_claimed_is_what_the_producers_settings_promise() {
        assertThat(drawn("default")).allSatisfy(setup -> {
            var producers = setup.clients().producers();
            assertThat(setup.claims()).contains(Claim.NO_PHANTOM);
            assertThat(setup.claims().contains(Claim.AT_LEAST_ONCE)).isEqualTo(producers.acks() == Acks.ALL);
            assertThat(setup.claims().contains(Claim.AT_MOST_ONCE)).isEqualTo(producers.idempotent());
        });
    }

    @Test
    void every_kind_of_cluster_and_producer_comes_up() {
        assertThat(drawn("default")
                        .map(setup -> setup.shape().nodes().withLoops(1))
                        .distinct())
                .contains(new ClusterNodes(3, 3, false), new ClusterNodes(3, 1, true), new ClusterNodes(5, 3, false));
        assertThat(drawn("default").map(setup -> setup.shape().nodes().loops()).distinct())
                .containsExactlyInAnyOrder(1, 2, 3);
        assertThat(drawn("default").map(setup -> setup.clients().producers().acks()))
                .contains(Acks.ALL, Acks.LEADER, Acks.NONE);
    }

    @Test
    void consumers_stand_in_a_rack_where_brokers_do() {
        assertThat(drawn("default").map(setup -> setup.shape().nodes().racks()).distinct())
                .containsExactlyInAnyOrder(true, false);
        assertThat(drawn("default"))
                .allMatch(setup -> setup.shape().nodes().racks()
                        == setup.clients().consumers().config().containsKey("client.rack"));
    }

    @Test
    void an_unknown_profile_is_refused() {
        assertThatThrownBy(() -> ClusterDraw.of(1, "sunny", BrokerMutants.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sunny");
    }
}
