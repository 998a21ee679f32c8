package io.waybill.broker.lifecycle;

import static io.waybill.broker.world.SmallCluster.MILLI;
import static io.waybill.broker.world.SmallCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.command.ConfigOperation;
import io.waybill.broker.metadata.command.MetadataCommand.AlterConfigs;
import io.waybill.broker.metadata.command.MetadataCommand.RegisterBroker;
import io.waybill.broker.metadata.command.MetadataCommand.UnregisterBroker;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.world.SmallCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BrokerLifeTest {

    @Test
    void brokers_register_and_are_unfenced_once_their_logs_are_open() {
        var cluster = new SmallCluster(1, 3, 4).startAll();

        cluster.untilAllActive();

        assertThat(cluster.image().brokers()).hasSize(4);
        cluster.lives.forEach((id, life) -> {
            assertThat(life.isLive()).isTrue();
            assertThat(cluster.image().broker(id).orElseThrow().epoch()).isEqualTo(life.epoch());
        });
    }

    @Test
    void a_cluster_that_starts_from_nothing_waits_for_no_timeout() {
        for (long seed = 1; seed <= 10; seed++) {
            var cluster = new SmallCluster(seed, 3, 3).startAll();

            cluster.untilAllActive();

            assertThat(cluster.world.now()).isLessThan(300 * MILLI);
        }
    }

    @Test
    void what_is_committed_is_known_to_all_nodes_before_the_next_heartbeat_of_the_quorum() {
        var cluster = new SmallCluster(2, 3, 4).startAll().untilAllActive();
        cluster.create("orders", List.of(1, 2));

        cluster.world.runFor(20 * MILLI);

        assertThat(cluster.nodes.values())
                .allMatch(node -> node.image().topic("orders").isPresent());
    }

    @Test
    void what_the_metadata_say_reaches_a_broker_only_after_its_registration() {
        var cluster = new SmallCluster(2, 1, 3).startAll().untilAllActive();
        cluster.create("orders", List.of(1, 2));
        cluster.kill(1);
        cluster.start(1);

        cluster.untilAllActive();

        assertThat(cluster.reactions.get(1).seen.get(0)).isEqualTo("registered");
        assertThat(cluster.reactions.get(1).seen).doesNotContain("leads orders in 0");
    }

    @Test
    void a_broker_that_is_killed_leads_again_in_a_later_epoch_only() {
        var cluster = new SmallCluster(3, 1, 2).startAll().untilAllActive();
        cluster.create("orders", List.of(1));
        cluster.kill(1);
        cluster.start(1);

        cluster.untilAllActive();
        cluster.until("a leader", () -> cluster.partition("orders").leader() == 1);

        assertThat(cluster.partition("orders").leaderEpoch()).isPositive();
    }

    @Test
    void a_broker_that_is_cut_off_is_fenced_and_comes_back_in_the_same_life() {
        var cluster = new SmallCluster(4, 3, 4).startAll().untilAllActive();
        long epoch = cluster.lives.get(3).epoch();

        cluster.isolate(3);
        cluster.until("the broker to be fenced", () -> !cluster.image().isActive(3));
        cluster.heal();
        cluster.untilAllActive();

        assertThat(cluster.lives.get(3).epoch()).isEqualTo(epoch);
        assertThat(cluster.told).containsSubsequence("3 unfenced", "3 fenced", "3 unfenced");
    }

    @Test
    void heartbeats_go_on_under_another_controller() {
        var cluster = new SmallCluster(5, 3, 4).startAll().untilAllActive();
        int former = cluster.activeController();

        cluster.kill(former);
        cluster.until("another controller", () -> cluster.activeController() != former);
        cluster.world.runFor(30 * SECOND);

        assertThat(cluster.lives.keySet()).allMatch(id -> cluster.image().isActive(id));
        assertThat(cluster.image().isActive(former)).isFalse();
    }

    @Test
    void a_life_whose_place_another_took_is_over_and_a_new_one_begins() {
        var cluster = new SmallCluster(6, 1, 2).startAll().untilAllActive();
        long epoch = cluster.lives.get(1).epoch();

        cluster.propose(new RegisterBroker(1, new UUID(7, 7), List.of(), null, -1));
        cluster.untilAllActive();

        assertThat(cluster.lives.get(1).epoch()).isGreaterThan(epoch);
        assertThat(cluster.reactions.get(1).seen).containsSubsequence("registered", "superseded", "registered");
        assertThat(cluster.world.hits()).contains("a broker registers anew without a restart");
    }

    @Test
    void a_broker_that_was_unregistered_registers_anew() {
        var cluster = new SmallCluster(7, 1, 2).startAll().untilAllActive();
        long epoch = cluster.lives.get(1).epoch();

        cluster.propose(new UnregisterBroker(1));
        cluster.untilAllActive();

        assertThat(cluster.lives.get(1).epoch()).isGreaterThan(epoch);
    }

    @Test
    void a_broker_may_begin_another_life_at_any_time_and_the_former_one_is_over_first() {
        var cluster = new SmallCluster(15, 1, 2);
        cluster.world.rare = 1;

        cluster.startAll().untilAllActive();
        cluster.world.runFor(5 * SECOND);

        assertThat(cluster.reactions.get(1).seen.stream().filter(List.of("registered", "superseded")::contains))
                .containsExactly("registered", "superseded", "registered");
        assertThat(cluster.lives.get(1).isFenced()).isFalse();
        assertThat(cluster.world.hits()).contains("a broker registers anew without a restart");
    }

    @Test
    void a_broker_that_stops_hands_over_what_it_leads_first() {
        var cluster = new SmallCluster(8, 1, 3).startAll().untilAllActive();
        cluster.create("orders", List.of(1, 2));
        var inOrder = new ArrayList<Boolean>();

        cluster.lives.get(1).stop(30 * SECOND, inOrder::add);
        cluster.until("the end", () -> !inOrder.isEmpty());

        assertThat(inOrder).containsExactly(true);
        assertThat(cluster.partition("orders").leader()).isEqualTo(2);
        assertThat(cluster.partition("orders").isr()).containsExactly(2);
        assertThat(cluster.told).contains("1 stopped");
    }

    @Test
    void a_broker_that_stops_and_hears_nothing_stops_in_any_case() {
        var cluster = new SmallCluster(9, 1, 2).startAll().untilAllActive();
        var inOrder = new ArrayList<Boolean>();
        cluster.kill(0);

        cluster.lives.get(1).stop(5 * SECOND, inOrder::add);
        cluster.world.runFor(5 * SECOND + MILLI);

        assertThat(inOrder).containsExactly(false);
        assertThat(cluster.told).doesNotContain("1 stopped");
    }

    @Test
    void a_broker_that_was_killed_stays_eligible_where_each_record_was_flushed() {
        var cluster = withAnEligibleReplica(10, "1");

        cluster.kill(2);
        cluster.start(2);
        cluster.until("the registration", () -> cluster.lives.get(2).isLive());

        assertThat(cluster.partition("orders").elr()).containsExactly(2);
    }

    @Test
    void a_broker_that_was_killed_is_not_eligible_where_records_were_not_flushed() {
        var cluster = withAnEligibleReplica(11, "1000");

        cluster.kill(2);
        cluster.start(2);
        cluster.until("the registration", () -> cluster.lives.get(2).isLive());

        assertThat(cluster.partition("orders").elr()).isEmpty();
    }

    @Test
    void a_broker_that_has_closed_its_logs_stays_eligible_however_it_flushed() {
        var cluster = withAnEligibleReplica(12, "1000");
        var closed = new ArrayList<Boolean>();

        cluster.lives.get(2).closed(() -> closed.add(true));
        cluster.until("the file to be written", () -> !closed.isEmpty());
        cluster.kill(2);
        cluster.start(2);
        cluster.until("the registration", () -> cluster.lives.get(2).isLive());

        assertThat(cluster.partition("orders").elr()).containsExactly(2);
    }

    @Test
    void a_topic_that_does_not_flush_each_record_ends_the_trust_in_all_of_its_brokers_logs() {
        var cluster = withAnEligibleReplica(13, "1");
        cluster.propose(new AlterConfigs(
                ConfigResource.topic("orders"),
                List.of(new ConfigOperation(ConfigOperation.Kind.SET, "flush.messages", "1000"))));

        cluster.kill(2);
        cluster.start(2);
        cluster.until("the registration", () -> cluster.lives.get(2).isLive());

        assertThat(cluster.partition("orders").elr()).isEmpty();
    }

    @Test
    void trust_that_ended_does_not_come_back_within_a_life() {
        var cluster = withAnEligibleReplica(14, "1");
        for (String messages : List.of("1000", "1")) {
            cluster.propose(new AlterConfigs(
                    ConfigResource.topic("orders"),
                    List.of(new ConfigOperation(ConfigOperation.Kind.SET, "flush.messages", messages))));
        }

        cluster.kill(2);
        cluster.start(2);
        cluster.until("the registration", () -> cluster.lives.get(2).isLive());

        assertThat(cluster.partition("orders").elr()).isEmpty();
    }

    @Test
    void a_broker_that_does_not_trust_a_log_leaves_what_it_leads_to_others() {
        var cluster = new SmallCluster(15, 1, 3).startAll().untilAllActive();
        cluster.create("orders", List.of(1, 2));
        long before = cluster.lives.get(1).epoch();

        cluster.lives.get(1).distrustLogs();
        cluster.until("another leader", () -> cluster.partition("orders").leader() == 2);
        cluster.untilAllActive();

        assertThat(cluster.lives.get(1).epoch()).isGreaterThan(before);
        assertThat(cluster.partition("orders").isr()).containsExactly(2);
        assertThat(cluster.world.hits()).contains("a broker begins another life with a log that it does not trust");
    }

    @Test
    void a_broker_that_does_not_trust_a_log_is_not_eligible() {
        var cluster = withAnEligibleReplica(16, "1");
        long before = cluster.lives.get(2).epoch();

        cluster.lives.get(2).distrustLogs();
        cluster.until("another life", () -> cluster.lives.get(2).epoch() > before);

        assertThat(cluster.partition("orders").elr()).isEmpty();
    }

    @Test
    void logs_that_were_not_trusted_are_not_after_they_were_closed_either() {
        var cluster = withAnEligibleReplica(17, "1");
        var closed = new ArrayList<Boolean>();
        var stopped = new ArrayList<Boolean>();
        cluster.lives.get(2).stop(30 * SECOND, stopped::add);
        cluster.until("the end", () -> !stopped.isEmpty());
        assertThat(cluster.partition("orders").elr()).containsExactly(2);

        cluster.lives.get(2).distrustLogs();
        cluster.lives.get(2).closed(() -> closed.add(true));
        cluster.until("the file to be written", () -> !closed.isEmpty());
        cluster.kill(2);
        cluster.start(2);
        cluster.until("the registration", () -> cluster.lives.get(2).isLive());

        assertThat(cluster.partition("orders").elr()).isEmpty();
    }

    /** Broker 2 was cut off long enough to leave the ISR, in favour of being eligible, and is back. */
    private static SmallCluster withAnEligibleReplica(long seed, String flushMessages) {
        var cluster = new SmallCluster(seed, 1, 3);
        cluster.config.put("min.insync.replicas", "2");
        cluster.config.put("log.flush.interval.messages", flushMessages);
        cluster.startAll().untilAllActive();
        cluster.create("orders", List.of(1, 2));
        cluster.isolate(2);
        cluster.until("the broker to be fenced", () -> !cluster.image().isActive(2));
        cluster.heal();
        cluster.untilAllActive();
        assertThat(cluster.partition("orders").elr()).containsExactly(2);
        return cluster;
    }
}
