package io.waybill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The nemesis in virtual time, over three nodes that are entries of a list. */
class NemesisTest {

    private static final Partition ORDERS = new Partition("orders", 0);

    private final VirtualCluster cluster = new VirtualCluster(3);

    @AfterEach
    void every_node_is_whole_again() {
        assertThat(cluster.broken()).isEmpty();
    }

    @Test
    void a_kill_hits_the_leader_and_is_repaired_in_time() {
        cluster.lead(ORDERS, 2);
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ofSeconds(10)),
                Fault.kill(new Victim.Leader(ORDERS), Span.of(Duration.ofSeconds(4))));

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story())
                .containsExactly(
                        "10.0 kill n2",
                        "10.0 started #0 kill leader of orders-0 = [n2]",
                        "14.0 restart n2",
                        "14.0 stopped #0");
    }

    @Test
    void a_pause_hits_every_follower() {
        cluster.lead(ORDERS, 2);
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ofSeconds(1)),
                new Fault.Pause(new Victim.Followers(ORDERS), Span.of(Duration.ofSeconds(2)), Fault.Reach.ANY));

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story())
                .containsExactly(
                        "1.0 pause n1",
                        "1.0 pause n3",
                        "1.0 started #0 pause followers of orders-0 = [n1, n3]",
                        "3.0 resume n1",
                        "3.0 resume n3",
                        "3.0 stopped #0");
    }

    @Test
    void one_follower_is_drawn_among_those_that_no_fault_holds() {
        cluster.lead(ORDERS, 2);
        FaultPlan plan = FaultPlan.of(
                        Schedule.at(Duration.ofSeconds(1)), Fault.kill(Victim.node(1), Span.of(Duration.ofSeconds(20))))
                .and(
                        Schedule.at(Duration.ofSeconds(2)),
                        new Fault.Pause(new Victim.Follower(ORDERS), Span.of(Duration.ofSeconds(2)), Fault.Reach.ANY));

        cluster.run(plan, 1, Duration.ofMinutes(1));

        assertThat(cluster.story()).contains("2.0 started #1 pause a follower of orders-0 = [n3]");
    }

    @Test
    void the_leader_dies_before_its_followers_move_again() {
        cluster.lead(ORDERS, 1);
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ofSeconds(5)),
                Fault.leaderKilledWhileFollowersStandStill(
                        ORDERS, Duration.ofSeconds(3), Duration.ofMillis(2500), Duration.ofSeconds(10)));

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story())
                .containsExactly(
                        "5.0 pause n2",
                        "5.0 pause n3",
                        "5.0 started #0 pause followers of orders-0 = [n2, n3]",
                        "7.5 kill n1",
                        "7.5 started #1 kill leader of orders-0 = [n1]",
                        "8.0 resume n2",
                        "8.0 resume n3",
                        "8.0 stopped #0",
                        "17.5 restart n1",
                        "17.5 stopped #1");
    }

    @Test
    void a_cluster_that_answers_late_shifts_the_steps_and_keeps_their_order() {
        cluster.lead(ORDERS, 1);
        cluster.answerAfter(Duration.ofSeconds(20));
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ofSeconds(5)),
                Fault.leaderKilledWhileFollowersStandStill(
                        ORDERS, Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(10)));

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story())
                .filteredOn(line -> line.contains("pause n") || line.contains("kill n") || line.contains("resume n"))
                .containsExactly("25.0 pause n2", "25.0 pause n3", "27.0 kill n1", "28.0 resume n2", "28.0 resume n3");
    }

    @Test
    void a_cluster_that_answers_after_the_storm_makes_the_fault_one_that_was_not_tried() {
        cluster.lead(ORDERS, 1);
        cluster.answerAfter(Duration.ofSeconds(56));
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ofSeconds(5)),
                Fault.kill(new Victim.Leader(ORDERS), Span.of(Duration.ofSeconds(4))));

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story())
                .containsExactly("61.0 skipped the storm was over when the cluster had said whom to hit");
    }

    @Test
    void a_step_that_the_storm_s_end_cuts_off_is_no_fault_that_was_not_tried() {
        cluster.lead(ORDERS, 1);
        cluster.answerAfter(Duration.ofSeconds(53));
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ofSeconds(5)),
                Fault.leaderKilledWhileFollowersStandStill(
                        ORDERS, Duration.ofSeconds(9), Duration.ofSeconds(5), Duration.ofSeconds(10)));

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story())
                .contains("58.0 started #0 pause followers of orders-0 = [n2, n3]")
                .noneMatch(line -> line.contains("kill n1") || line.contains("skipped"));
    }

    @Test
    void a_majority_stays_untouched_unless_the_fault_says_otherwise() {
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ofSeconds(1)), Fault.pause(Victim.all(), Span.of(Duration.ofSeconds(2))));

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story())
                .containsExactly(
                        "1.0 skipped pause of all nodes would leave 0 of 3 nodes untouched, and a majority must stay");
    }

    @Test
    void a_second_fault_counts_what_the_first_has_taken() {
        FaultPlan plan = FaultPlan.of(
                        Schedule.at(Duration.ofSeconds(1)), Fault.kill(Victim.node(1), Span.of(Duration.ofSeconds(9))))
                .and(Schedule.at(Duration.ofSeconds(2)), Fault.kill(Victim.node(2), Span.of(Duration.ofSeconds(9))));

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story())
                .contains("2.0 skipped kill of n2 would leave 1 of 3 nodes untouched, and a majority must stay")
                .noneMatch(line -> line.endsWith("kill n2"));
    }

    @Test
    void nobody_is_hit_twice_at_once() {
        FaultPlan plan = FaultPlan.of(
                        Schedule.at(Duration.ofSeconds(1)), Fault.kill(Victim.node(1), Span.of(Duration.ofSeconds(9))))
                .and(Schedule.at(Duration.ofSeconds(2)), Fault.pause(Victim.node(1), Span.of(Duration.ofSeconds(1))));

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story()).contains("2.0 skipped n1 is under a fault already: n1");
    }

    @Test
    void a_partition_without_a_leader_is_skipped() {
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ofSeconds(1)),
                Fault.kill(new Victim.Leader(ORDERS), Span.of(Duration.ofSeconds(9))));

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story()).containsExactly("1.0 skipped orders-0 has no leader");
    }

    @Test
    void a_cluster_that_does_not_answer_is_skipped() {
        cluster.fallSilent();
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ofSeconds(1)),
                Fault.kill(new Victim.Leader(ORDERS), Span.of(Duration.ofSeconds(9))));

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story())
                .containsExactly("1.0 skipped the cluster did not say whom to hit: no answer about orders-0");
    }

    @Test
    void the_end_of_the_storm_repairs_what_is_broken() {
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ofSeconds(50)), Fault.kill(Victim.node(3), Span.of(Duration.ofHours(1))));

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story()).endsWith("60.0 restart n3", "60.0 stopped #0");
    }

    @Test
    void an_interrupt_repairs_what_is_broken_and_is_passed_on() {
        cluster.interruptAfter(Duration.ofSeconds(55));
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ofSeconds(50)), Fault.pause(Victim.node(3), Span.of(Duration.ofHours(1))));

        cluster.run(plan, Duration.ofHours(2));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(cluster.story()).endsWith("55.0 resume n3", "55.0 stopped #0");
    }

    @Test
    void an_interrupt_is_passed_on_also_where_the_repair_fails() {
        cluster.interruptAfter(Duration.ofSeconds(55));
        cluster.refuseRepair();
        FaultPlan plan = FaultPlan.of(
                Schedule.at(Duration.ofSeconds(50)), Fault.kill(Victim.node(3), Span.of(Duration.ofHours(1))));

        assertThatThrownBy(() -> cluster.run(plan, Duration.ofHours(2))).hasMessage("n3 cannot be repaired");

        assertThat(Thread.interrupted()).isTrue();
        cluster.repair();
    }

    @Test
    void a_node_that_cannot_be_broken_ends_the_run_with_everything_else_repaired() {
        cluster.refuse(2);
        FaultPlan plan = FaultPlan.of(
                        Schedule.at(Duration.ofSeconds(1)), Fault.pause(Victim.node(1), Span.of(Duration.ofSeconds(9))))
                .and(
                        Schedule.at(Duration.ofSeconds(2)),
                        new Fault.Kill(Victim.node(2), Span.of(Duration.ofSeconds(1)), Fault.Reach.ANY));

        assertThatThrownBy(() -> cluster.run(plan, Duration.ofMinutes(1))).hasMessage("n2 refused");
        assertThat(cluster.story()).contains("2.0 resume n1");
    }

    @Test
    void what_waits_for_a_moment_begins_when_another_thread_tells_of_it() {
        FaultPlan plan = FaultPlan.of(
                        Schedule.at(Duration.ofSeconds(20)),
                        Fault.pause(Victim.node(3), Span.of(Duration.ofSeconds(2))))
                .and(waitingFor("a leader is alone", Duration.ofSeconds(1), 2), killed(2));
        cluster.happensAt(Duration.ofSeconds(7), "a log is truncated");
        cluster.happensAt(Duration.ofSeconds(9), "a leader is alone");
        cluster.happensAt(Duration.ofSeconds(30), "a leader is alone");
        cluster.happensAt(Duration.ofSeconds(40), "a leader is alone");

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story())
                .filteredOn(NemesisTest::isStrike)
                .containsExactly("10.0 kill n2", "20.0 pause n3", "31.0 kill n2");
    }

    @Test
    void a_moment_that_a_strike_brings_about_is_waited_for_like_any_other() {
        FaultPlan plan = FaultPlan.of(Schedule.at(Duration.ofSeconds(3)), killed(1))
                .and(
                        waitingFor("a node is killed", Duration.ofMillis(500), 1),
                        new Fault.Pause(Victim.node(2), Span.of(Duration.ofSeconds(2)), Fault.Reach.ANY));
        cluster.killsAre("a node is killed");

        cluster.run(plan, Duration.ofMinutes(1));

        assertThat(cluster.story()).filteredOn(NemesisTest::isStrike).containsExactly("3.0 kill n1", "3.5 pause n2");
    }

    @Test
    void what_waits_until_the_end_of_the_storm_begins_nothing() {
        cluster.happensAt(Duration.ofSeconds(60), "a leader is alone");

        cluster.run(FaultPlan.of(waitingFor("a leader is alone", Duration.ZERO, 1), killed(2)), Duration.ofMinutes(1));

        assertThat(cluster.story()).isEmpty();
        assertThat(cluster.nanos()).isEqualTo(Duration.ofMinutes(1).toNanos());
    }

    @Test
    void a_moment_that_is_told_late_counts_from_when_it_occurred_and_one_from_before_the_storm_not_at_all() {
        FaultPlan plan = FaultPlan.of(waitingFor("a leader is alone", Duration.ofSeconds(2), 1), killed(2));
        Nemesis nemesis = new Nemesis(plan.timeline(1, Duration.ofMinutes(1)), cluster, cluster, cluster, cluster);
        nemesis.happened("a leader is alone", -1);
        nemesis.happened("a leader is alone", Duration.ofSeconds(1).toNanos());

        nemesis.run();

        assertThat(cluster.story()).startsWith("3.0 kill n2").contains("3.0 started #0 kill n2 = [n2]");
    }

    @Test
    void a_nemesis_in_real_time_wakes_when_it_is_told() throws InterruptedException {
        FaultPlan plan = FaultPlan.of(waitingFor("a leader is alone", Duration.ZERO, 1), killed(2));
        long zeroNanos = System.nanoTime();
        FaultClock clock = FaultClock.reading(() -> System.nanoTime() - zeroNanos);
        CountDownLatch struck = new CountDownLatch(1);
        NodeFaults hands = new NodeFaults() {
            @Override
            public void kill(int node) {
                struck.countDown();
            }

            @Override
            public void restart(int node) {}

            @Override
            public void pause(int node) {}

            @Override
            public void resume(int node) {}
        };
        Nemesis nemesis = new Nemesis(plan.timeline(1, Duration.ofHours(1)), cluster, hands, cluster, clock);
        Thread thread = new Thread(nemesis::run, "nemesis");
        thread.start();

        // Told again and again, as the storm may not have begun yet.
        while (!struck.await(10, TimeUnit.MILLISECONDS)) {
            nemesis.happened("a leader is alone", clock.nanos());
        }

        thread.interrupt();
        thread.join();
        assertThat(cluster.story()).hasSize(2).allMatch(line -> line.contains("#0"));
    }

    private static boolean isStrike(String line) {
        return line.matches("\\S+ (kill|pause) n\\d");
    }

    private static Schedule waitingFor(String moment, Duration after, int most) {
        return Schedule.when(moment, after, after, most);
    }

    private static Fault killed(int node) {
        return Fault.kill(Victim.node(node), Span.of(Duration.ofSeconds(4)));
    }

    @Test
    void a_storm_of_random_faults_never_takes_the_majority() {
        cluster.lead(ORDERS, 1);
        FaultPlan plan = FaultPlan.of(
                        Schedule.every(Duration.ofMillis(100), Duration.ofSeconds(3)),
                        Fault.kill(Victim.any(), Span.of(Duration.ZERO, Duration.ofSeconds(5))))
                .and(
                        Schedule.every(Duration.ofMillis(100), Duration.ofSeconds(3)),
                        Fault.pause(new Victim.Leader(ORDERS), Span.of(Duration.ZERO, Duration.ofSeconds(5))));

        for (int seed = 0; seed < 50; seed++) {
            cluster.run(plan, seed, Duration.ofMinutes(10));
        }

        assertThat(cluster.mostBrokenAtOnce()).isEqualTo(1);
        assertThat(cluster.story()).hasSizeGreaterThan(1000);
    }
}
