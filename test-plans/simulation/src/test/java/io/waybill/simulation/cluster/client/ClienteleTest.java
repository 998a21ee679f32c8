package io.waybill.simulation.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Claim;
import io.waybill.fault.ClientFaults;
import io.waybill.fault.ClientRole;
import io.waybill.fault.Partition;
import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.plan.Clients;
import io.waybill.simulation.HistoryKeeper;
import io.waybill.simulation.cluster.sight.ClusterSight;
import io.waybill.simulation.cluster.sight.PretendedCluster;
import io.waybill.simulation.finding.Finding;
import io.waybill.simulation.finding.Findings;
import io.waybill.simulator.World;
import io.waybill.simulator.WorldListener;
import io.waybill.simulator.settings.WorldSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Clients in a world of their own; the logs are pretended, and so is what the harness sees of them. */
final class ClienteleTest {

    private static final long SECOND = 1_000_000_000L;
    private static final List<Partition> PARTITIONS = List.of(new Partition("orders", 0), new Partition("orders", 1));
    private static final List<Integer> PRODUCERS = List.of(4, 5);
    private static final List<Integer> CONSUMERS = List.of(6, 7);

    private final World world = World.of(1, WorldSettings.standard());
    private final Findings findings = new Findings(world::nanos);
    private final HistoryKeeper history = new HistoryKeeper(world::nanos);
    private final PretendedLibrary library = new PretendedLibrary();
    private final PretendedCluster cluster = new PretendedCluster(PARTITIONS);

    private Clientele clientele(boolean sharing) {
        return clientele(sharing, Clients.Resend.NONE);
    }

    private Clientele clientele(boolean sharing, Clients.Resend resend) {
        ClusterSight sight = cluster.sight();
        var settings = new Clients(
                new Clients.Producers(2, Acks.ALL, true, 1, Duration.ofSeconds(5), Map.of(), resend),
                new Clients.Consumers(2, "billing", Isolation.READ_UNCOMMITTED, Map.of()),
                new Clients.Load(40, 50, 4, 10));
        var company = new Clientele.Company(PRODUCERS, CONSUMERS, PARTITIONS, sharing);
        var clientele = new Clientele(settings, company, history.recorder(), library, sight);
        for (int node : clientele.nodes()) {
            world.add(node, "c" + node, 1, clientele::start);
            world.start(node);
        }
        return clientele;
    }

    private void drain(Clientele clientele) {
        clientele.stopSending();
        world.runUntil(world.nanos() + SECOND);
        PARTITIONS.forEach(partition -> cluster.leads(partition, 1, library.end(partition)));
        clientele.drain();
        world.runUntil(world.nanos() + SECOND);
    }

    private List<String> found(Clientele clientele) {
        clientele.endAll();
        history.judge(Set.of(Claim.EXACTLY_ONCE, Claim.ORDER_PER_KEY, Claim.MONOTONIC_POLLS), findings);
        return findings.all().stream().map(Finding::id).toList();
    }

    @Test
    void what_is_sent_is_read_to_the_end_and_found_to_be_right() {
        Clientele clientele = clientele(false);
        world.runUntil(2 * SECOND);

        drain(clientele);

        assertThat(clientele.isDrained()).isTrue();
        assertThat(clientele.traffic().acknowledged()).isBetween(70L, 90L);
        assertThat(clientele.traffic().unanswered()).isZero();
        assertThat(clientele.acknowledgedTo()).containsOnlyKeys(PARTITIONS);
        assertThat(found(clientele)).isEmpty();
    }

    @Test
    void consumers_that_share_read_each_message_once() {
        Clientele clientele = clientele(true);
        world.runUntil(2 * SECOND);

        drain(clientele);

        assertThat(clientele.traffic().delivered())
                .isEqualTo(clientele.traffic().acknowledged());
        assertThat(found(clientele)).isEmpty();
    }

    @Test
    void a_lost_message_is_found_once_everything_is_read() {
        Clientele clientele = clientele(false);
        world.runUntil(SECOND);
        library.losesTheNext();
        world.runUntil(2 * SECOND);

        drain(clientele);

        assertThat(found(clientele)).contains("lost-write");
    }

    @Test
    void nobody_is_drained_while_the_leader_has_more_than_was_handed_out() {
        Clientele clientele = clientele(false);
        world.runUntil(SECOND);
        clientele.stopSending();
        world.runUntil(2 * SECOND);
        PARTITIONS.forEach(partition -> cluster.leads(partition, 1, library.end(partition) + 1));

        clientele.drain();
        world.runUntil(3 * SECOND);

        assertThat(clientele.isDrained()).isFalse();
    }

    @Test
    void nobody_is_drained_who_has_read_more_than_the_leader_has() {
        Clientele clientele = clientele(false);
        world.runUntil(SECOND);
        clientele.stopSending();
        world.runUntil(2 * SECOND);
        PARTITIONS.forEach(partition -> cluster.leads(partition, 1, library.end(partition) - 1));

        clientele.drain();
        world.runUntil(3 * SECOND);

        assertThat(clientele.isDrained()).isFalse();
    }

    @Test
    void of_sends_that_are_not_answered_nobody_knows() {
        library.answersNoMoreSends();
        Clientele clientele = clientele(false);
        world.runUntil(2 * SECOND);
        boolean silent = clientele.isSilent();

        List<String> found = found(clientele);

        assertThat(silent).isFalse();
        assertThat(clientele.traffic().noReply()).isEqualTo(20);
        assertThat(clientele.traffic().notInvoked()).isGreaterThan(50);
        assertThat(clientele.inFlight(PARTITIONS.get(0))).isZero();
        assertThat(found).isEmpty();
    }

    @Test
    void a_client_that_lives_again_is_another_session_and_reads_on_where_it_was() {
        Clientele clientele = clientele(true);
        tellOfEnds(clientele);
        world.runUntil(SECOND);
        restart(clientele, ClientRole.PRODUCER);
        restart(clientele, ClientRole.CONSUMER);
        world.runUntil(2 * SECOND);

        drain(clientele);

        assertThat(clientele.isDrained()).isTrue();
        assertThat(clientele.traffic().delivered())
                .isEqualTo(PARTITIONS.stream().mapToLong(library::end).sum());
        assertThat(found(clientele)).isEmpty();
    }

    @Test
    void what_the_life_before_had_no_answer_for_is_sent_again_as_the_same_message() {
        Clientele clientele = clientele(true, Clients.Resend.UNANSWERED);

        restartWhileNothingIsAnswered(clientele);

        assertThat(clientele.traffic().noReply()).isZero();
        assertThat(clientele.traffic().unanswered()).isZero();
        assertThat(found(clientele)).containsExactly("retried-duplicate");
    }

    @Test
    void what_is_not_sent_again_stays_unknown_and_is_no_duplicate() {
        Clientele clientele = clientele(true, Clients.Resend.NONE);

        restartWhileNothingIsAnswered(clientele);

        assertThat(clientele.traffic().noReply()).isPositive();
        assertThat(found(clientele)).isEmpty();
    }

    @Test
    void what_was_to_be_sent_again_and_was_not_is_unknown() {
        Clientele clientele = clientele(true, Clients.Resend.UNANSWERED);
        tellOfEnds(clientele);
        library.answersNoMoreSends();
        world.runUntil(SECOND);
        clientele.hands(world.machines()).end(ClientRole.PRODUCER, 1);
        boolean silent = clientele.isSilent();

        clientele.endAll();

        assertThat(silent).isFalse();
        assertThat(clientele.traffic().unanswered()).isZero();
        assertThat(clientele.traffic().noReply()).isPositive();
    }

    @Test
    void what_waits_to_be_sent_again_is_not_in_flight() {
        Clientele clientele = clientele(true, Clients.Resend.UNANSWERED);
        tellOfEnds(clientele);
        library.answersNoMoreSends();
        world.runUntil(SECOND);
        ClientFaults hands = clientele.hands(world.machines());
        int before = inFlight(clientele);
        hands.end(ClientRole.PRODUCER, 1);
        hands.end(ClientRole.PRODUCER, 2);

        int waiting = inFlight(clientele);
        hands.begin(ClientRole.PRODUCER, 1);
        hands.begin(ClientRole.PRODUCER, 2);
        world.runUntil(world.nanos() + SECOND / 100);
        int again = inFlight(clientele);
        clientele.endAll();

        assertThat(waiting).isZero();
        assertThat(again).isGreaterThanOrEqualTo(before);
        assertThat(inFlight(clientele)).isZero();
    }

    private static int inFlight(Clientele clientele) {
        return PARTITIONS.stream().mapToInt(clientele::inFlight).sum();
    }

    private void restartWhileNothingIsAnswered(Clientele clientele) {
        tellOfEnds(clientele);
        library.answersNoMoreSends();
        world.runUntil(SECOND / 2);
        library.answersSends();
        restart(clientele, ClientRole.PRODUCER);
        world.runUntil(SECOND);
        drain(clientele);
    }

    private void restart(Clientele clientele, ClientRole role) {
        ClientFaults hands = clientele.hands(world.machines());
        for (int number = 1; number <= hands.count(role); number++) {
            hands.end(role, number);
            hands.begin(role, number);
        }
    }

    private void tellOfEnds(Clientele clientele) {
        world.listen(new WorldListener() {
            @Override
            public void ended(int node, Ending ending, @Nullable Throwable cause) {
                clientele.ended(node);
            }
        });
    }

    @Test
    void polls_that_fail_and_move_the_reader_are_no_repetition_of_the_cluster() {
        Clientele clientele = clientele(false);
        world.runUntil(SECOND);
        library.failsPolls(3, true);
        world.runUntil(2 * SECOND);

        drain(clientele);

        assertThat(clientele.traffic().failedPolls()).isEqualTo(3);
        assertThat(found(clientele)).isEmpty();
    }

    @Test
    void an_empty_poll_is_no_progress() {
        Clientele clientele = clientele(false);
        world.runUntil(SECOND);
        library.answersNoMoreSends();
        clientele.stopSending();
        world.runUntil(2 * SECOND);
        long last = clientele.lastProgressNanos();

        world.runUntil(4 * SECOND);

        assertThat(last).isBetween(SECOND, 2 * SECOND);
        assertThat(clientele.lastProgressNanos()).isEqualTo(last);
        assertThat(clientele.polls()).isGreaterThan(1_000);
    }
}
