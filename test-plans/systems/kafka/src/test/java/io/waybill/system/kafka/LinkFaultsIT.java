package io.waybill.system.kafka;

import static io.waybill.system.kafka.RealCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.fault.ClusterUnavailableException;
import io.waybill.fault.Link;
import io.waybill.fault.LinkFault;
import io.waybill.fault.LinkFaults;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.history.Event.Acks;
import io.waybill.system.ClientLibrary;
import io.waybill.system.Cluster;
import io.waybill.system.ClusterSpec;
import io.waybill.system.NodeReport;
import io.waybill.system.ProducerDriver;
import io.waybill.system.ProducerSpec;
import io.waybill.system.SendOutcome;
import io.waybill.system.Stage;
import io.waybill.system.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster whose links are cut: who no longer reaches whom, who leads, and that it heals. */
@Timeout(300)
class LinkFaultsIT {

    /** The group of all official clients: the id after the last node's. */
    private static final int CLIENTS = 4;

    private static final LinkFault STALL = new LinkFault.Stall();

    /** The controllers notice a node that is silent, and a leader a follower, within two seconds. */
    private static final ClusterSpec SPEC = new ClusterSpec(
            3,
            Map.of(
                    "broker.session.timeout.ms", "2000",
                    "broker.heartbeat.interval.ms", "200",
                    "replica.lag.time.max.ms", "2000",
                    "leader.imbalance.check.interval.seconds", "1"),
            List.of(new TopicSpec("orders", 3, 3)));

    private static Cluster cluster;

    /** Who leads the controllers; the other two. */
    private int controller;

    private int one;
    private int other;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        cluster = RealCluster.start(
                directory, SPEC, new Stage.Wishes(List.of(), true, false, false, ClientLibrary.OFFICIAL));
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @BeforeEach
    void know() {
        // Each node leads a partition again: Kafka gives leadership back to whom it was given first.
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ClusterUnavailableException.class)
                .until(() -> IntStream.range(0, 3)
                        .mapToObj(number -> view(number).leader())
                        .collect(Collectors.toSet())
                        .equals(Set.of(1, 2, 3)));
        controller = cluster.view().quorum().leader();
        one = controller == 1 ? 2 : 1;
        other = 6 - controller - one;
    }

    @Test
    void a_link_between_two_nodes_carries_what_one_asks_and_what_it_answers() throws Exception {
        Partition ofOne = ledBy(one);
        Partition ofOther = ledBy(other);
        Partition ofThird = ledBy(controller);

        links().begin(1, STALL, Set.of(new Link(one, other)));
        // Who lacks nothing counts as in sync, however long it is silent.
        try (ProducerDriver producer = cluster.producer(producer("p1"))) {
            List.of(ofOne, ofOther, ofThird).forEach(each -> producer.send(each, null, bytes("news"), unused -> {}));
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(view(ofOther).inSync()).as("one cannot ask").doesNotContain(one);
                assertThat(view(ofOne).inSync()).as("one cannot answer").doesNotContain(other);
            });
            producer.close(PATIENCE);
        }
        assertThat(view(ofOther).inSync()).contains(other, controller);
        assertThat(view(ofOne).inSync()).contains(one, controller);
        assertThat(view(ofThird).inSync()).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(List.of(view(ofOne).leader(), view(ofOther).leader())).containsExactly(one, other);
        links().end(1);
        cluster.awaitWhole(PATIENCE);
    }

    @Test
    void who_does_not_hear_the_others_or_is_not_heard_leads_no_more() throws Exception {
        Partition ofOne = ledBy(one);
        Partition ofOther = ledBy(other);

        links().begin(2, STALL, Set.of(new Link(other, one), new Link(controller, one)));
        await().atMost(PATIENCE).until(() -> leads(ofOne, other, controller));
        links().end(2);
        cluster.awaitWhole(PATIENCE);
        know();
        int before = controller;
        links().begin(3, STALL, Set.of(new Link(other, one), new Link(other, controller)));
        await().atMost(PATIENCE).until(() -> leads(ofOther, one, controller));
        links().end(3);
        cluster.awaitWhole(PATIENCE);

        assertThat(controller)
                .as("nobody cut the controllers off from each other")
                .isEqualTo(before);
    }

    @Test
    void controllers_that_are_cut_off_from_the_others_lead_no_more() throws Exception {
        links().begin(
                        4,
                        STALL,
                        Set.of(
                                new Link(controller, one),
                                new Link(controller, other),
                                new Link(one, controller),
                                new Link(other, controller)));

        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ClusterUnavailableException.class)
                .until(() -> Set.of(one, other).contains(cluster.view().quorum().leader()));
        links().end(4);
        cluster.awaitWhole(PATIENCE);
    }

    @Test
    void an_answer_that_is_lost_makes_a_client_send_again_and_the_leader_tells_of_it() throws Exception {
        Partition partition = ledBy(one);
        Queue<SendOutcome> outcomes = new ConcurrentLinkedQueue<>();
        long before = end(partition);
        try (ProducerDriver producer = cluster.producer(producer("p2"))) {
            producer.send(partition, null, bytes("first"), outcomes::add);
            await().atMost(PATIENCE).until(() -> outcomes.size() == 1);

            links().begin(5, STALL, Set.of(new Link(one, CLIENTS)));
            producer.send(partition, null, bytes("answer lost"), outcomes::add);
            await().atMost(PATIENCE).until(() -> end(partition) == before + 2);
            assertThat(outcomes).hasSize(1);
            links().begin(6, new LinkFault.Reset(), Set.of(new Link(one, CLIENTS)));
            links().end(6);
            links().end(5);
            await().atMost(PATIENCE).until(() -> outcomes.size() == 2);

            links().begin(7, STALL, Set.of(new Link(CLIENTS, one)));
            producer.send(partition, null, bytes("request held"), outcomes::add);
            producer.send(ledBy(other), null, bytes("elsewhere"), outcomes::add);
            await().atMost(PATIENCE).until(() -> outcomes.size() == 3);
            assertThat(end(partition)).isEqualTo(before + 2);
            links().end(7);
            await().atMost(PATIENCE).until(() -> outcomes.size() == 4);
            producer.close(PATIENCE);
        }

        assertThat(outcomes).allMatch(outcome -> outcome instanceof SendOutcome.Ok);
        assertThat(RealCluster.readAll(cluster, partition))
                .endsWith("first", "answer lost", "request held")
                .hasSize((int) before + 3);
        assertThat(cluster.reports())
                .anySatisfy(report -> assertThat(report)
                        .returns(NodeReport.Kind.SENT_AGAIN, NodeReport::kind)
                        .returns(one, NodeReport::node)
                        .returns(partition, NodeReport::partition)
                        .returns(before + 1, NodeReport::number));
        assertThat(view(partition).leader()).isEqualTo(one);
    }

    private static ProducerSpec producer(String name) {
        return new ProducerSpec(name, Acks.ALL, true, 5, Duration.ofSeconds(40), Map.of());
    }

    private static LinkFaults links() {
        return cluster.faults().links();
    }

    private static long end(Partition partition) {
        return cluster.bounds(List.of(partition), PATIENCE)
                .values()
                .iterator()
                .next()
                .end();
    }

    private static PartitionView view(int number) {
        return view(new Partition("orders", number));
    }

    private static PartitionView view(Partition partition) {
        return cluster.view().describe(partition);
    }

    private static Partition ledBy(int node) {
        return IntStream.range(0, 3)
                .mapToObj(LinkFaultsIT::view)
                .filter(view -> view.leader() == node)
                .findFirst()
                .orElseThrow()
                .partition();
    }

    private static boolean leads(Partition partition, int... nodes) {
        Set<Integer> any = new HashSet<>();
        IntStream.of(nodes).forEach(any::add);
        return any.contains(view(partition).leader());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
