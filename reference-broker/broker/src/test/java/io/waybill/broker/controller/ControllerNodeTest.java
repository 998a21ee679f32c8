package io.waybill.broker.controller;

import static io.waybill.broker.world.SmallCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.metadata.command.MetadataCommand.DeleteTopic;
import io.waybill.broker.metadata.image.ConfigResource;
import io.waybill.broker.world.SmallCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ControllerNodeTest {

    private static final DeleteTopic COMMAND = new DeleteTopic(new UUID(1, 1));

    private final List<CommandOutcome> outcomes = new ArrayList<>();

    @Test
    void who_leads_the_quorum_is_the_active_controller_and_everybody_sees_so() {
        var cluster = new SmallCluster(1, 3, 0).startAll();

        int active = cluster.activeController();
        cluster.world.runFor(SECOND);

        assertThat(cluster.nodes.values()).allMatch(node -> node.controller() == active);
        assertThat(cluster.nodes.values()).allMatch(node -> node.image().controller() == active);
        assertThat(cluster.nodes.get(active).epoch())
                .isEqualTo(cluster.nodes.get(active).quorum().term());
    }

    @Test
    void a_node_that_only_observes_the_quorum_never_becomes_active_and_has_the_metadata() {
        var cluster = new SmallCluster(2, 1, 3).startAll().untilAllActive();

        cluster.world.runFor(SECOND);

        assertThat(cluster.nodes.get(2).isActive()).isFalse();
        assertThat(cluster.nodes.get(2).image().brokers()).hasSize(3);
    }

    @Test
    void a_controller_that_loses_the_majority_ceases_and_another_takes_over() {
        var cluster = new SmallCluster(3, 3, 0).startAll();
        int former = cluster.activeController();
        var then = cluster.nodes.get(former);

        cluster.isolate(former);
        cluster.until("the controller to cease", () -> !then.isActive());
        int next = cluster.activeController();

        assertThat(next).isNotEqualTo(former);
        assertThat(cluster.nodes.get(next).epoch()).isGreaterThan(then.epoch());
        assertThat(cluster.world.hits()).contains("another controller takes over");
    }

    @Test
    void a_command_under_way_when_the_controller_is_deposed_ends_unknown() {
        var cluster = new SmallCluster(4, 3, 0).startAll();
        int former = cluster.activeController();
        var then = cluster.nodes.get(former);
        cluster.isolate(former);

        then.propose(COMMAND, outcomes::add);
        cluster.until("an outcome", () -> !outcomes.isEmpty());

        assertThat(outcomes).hasOnlyElementsOfType(CommandOutcome.Unknown.class);
        assertThat(cluster.world.hits()).contains("a controller is deposed with commands under way");
    }

    @Test
    void who_is_not_active_certainly_does_not_propose() {
        var cluster = new SmallCluster(5, 3, 0).startAll();
        int other = (cluster.activeController() + 1) % 3;

        cluster.nodes.get(other).propose(COMMAND, outcomes::add);
        var before = List.copyOf(outcomes);
        cluster.until("an outcome", () -> !outcomes.isEmpty());

        assertThat(before).isEmpty();
        assertThat(outcomes).hasOnlyElementsOfType(CommandOutcome.NotDone.class);
    }

    @Test
    void a_refusal_is_an_outcome_of_a_command_that_was_applied() {
        var cluster = new SmallCluster(6, 1, 0).startAll();

        cluster.nodes.get(cluster.activeController()).propose(COMMAND, outcomes::add);
        cluster.until("an outcome", () -> !outcomes.isEmpty());

        assertThat(outcomes).hasOnlyElementsOfType(CommandOutcome.Applied.class);
    }

    @Test
    void what_must_be_the_same_for_all_brokers_goes_from_the_file_into_the_metadata_once() {
        var cluster = new SmallCluster(7, 1, 0);
        cluster.config.put("min.insync.replicas", "2");
        cluster.config.put("num.partitions", "5");
        cluster.startAll().activeController();
        cluster.world.runFor(SECOND);

        cluster.kill(0);
        cluster.config.put("min.insync.replicas", "3");
        cluster.start(0);
        cluster.activeController();
        cluster.world.runFor(SECOND);

        // What is in the metadata wins over the file, and nothing else of the file is in them.
        assertThat(cluster.image().configs(ConfigResource.CLUSTER))
                .hasSize(1)
                .containsEntry("min.insync.replicas", "2");
    }

    @Test
    void a_silent_broker_is_fenced_after_its_session_by_a_controller_that_came_meanwhile() {
        var cluster = new SmallCluster(8, 3, 4).startAll().untilAllActive();
        int former = cluster.activeController();

        cluster.kill(3);
        cluster.kill(former);
        cluster.until("another controller", () -> cluster.activeController() != former);
        cluster.until("the silent one to be fenced", () -> !cluster.image().isActive(3));

        assertThat(cluster.image().broker(3).orElseThrow().fenced()).isTrue();
    }
}
