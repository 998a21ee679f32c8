package io.waybill.broker.fetching;

import static io.waybill.broker.fetching.Nodes.MILLI;
import static io.waybill.broker.fetching.Nodes.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.log.settings.LogSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fetch loops among two or three nodes, with the real handlers on the other side. */
class FetchersTest {

    private final Nodes nodes = new Nodes(1);

    @Test
    void followers_get_what_is_appended_and_learn_what_is_committed() {
        nodes.start(3, 1);
        nodes.node(0).lead(0, 0, 1, 2);
        nodes.node(1).follow(0, 0, 0);
        nodes.node(2).follow(0, 0, 0);
        nodes.run(SECOND);
        nodes.node(0).append(0, "a", "b");
        nodes.run(80 * MILLI);

        assertThat(nodes.node(1).contents(0)).containsExactly("0@0=a", "1@0=b");
        assertThat(nodes.node(2).contents(0)).containsExactly("0@0=a", "1@0=b");
        assertThat(nodes.node(0).replica(0).highWatermark()).isEqualTo(2);
        assertThat(nodes.node(1).replica(0).highWatermark()).isEqualTo(2);
    }

    @Test
    void a_follower_asks_only_for_what_follows_after_all_that_it_has_flushed() {
        nodes.start(2, 1);
        nodes.node(0).lead(0, 0, 1);
        nodes.node(1).follow(0, 0, 0);
        nodes.run(SECOND);
        nodes.world.diskNanos = node -> node == 1 ? SECOND : 0;
        nodes.node(0).append(0, "a");
        nodes.run(SECOND / 2);

        assertThat(nodes.node(1).replica(0).log().logEndOffset()).isEqualTo(1);
        assertThat(nodes.node(0).replica(0).fetches).containsOnly("1@0");
        assertThat(nodes.node(0).replica(0).highWatermark()).isZero();

        nodes.run(5 * SECOND);

        assertThat(nodes.node(0).replica(0).highWatermark()).isEqualTo(1);
    }

    @Test
    void an_idle_follower_asks_once_in_each_wait() {
        nodes.start(2, 1);
        nodes.node(0).lead(0, 0, 1);
        nodes.node(1).follow(0, 0, 0);
        nodes.node(0).append(0, "a");
        nodes.run(SECOND);
        nodes.node(0).replica(0).fetches.clear();
        nodes.run(SECOND);

        assertThat(nodes.node(0).replica(0).fetches).hasSizeBetween(8, 10).containsOnly("1@1");
    }

    @Test
    void a_follower_behind_the_leaders_start_begins_there() {
        nodes.start(2, 1);
        nodes.node(1).history(0, "0=a");
        nodes.node(0).history(0, "0=a", "0=b", "0=c", "0=d");
        nodes.node(0).replica(0).commitTo(4);
        nodes.node(0).replica(0).deleteBefore(2, start -> {}, failure -> {});
        nodes.run(SECOND);
        nodes.node(0).lead(0, 1);
        nodes.node(1).follow(0, 0, 1);
        nodes.run(2 * SECOND);

        assertThat(nodes.node(1).follower(0).done).containsExactly("restart 2");
        assertThat(nodes.node(1).contents(0)).containsExactly("2@0=c", "3@0=d");
        assertThat(nodes.world.hits()).contains("follower restarts at the leader's start");
    }

    @Test
    void a_follower_begins_within_a_batch_where_its_leader_does() {
        nodes.start(2, 1);
        nodes.node(0).lead(0, 0);
        nodes.node(0)
                .replica(0)
                .append(Nodes.batch("a").add(5, null, null).add(5, null, null).build());
        nodes.node(0).append(0, "d");
        nodes.run(SECOND);
        nodes.node(0).replica(0).deleteBefore(2, start -> {}, failure -> {});
        nodes.run(SECOND);
        nodes.node(1).follow(0, 0, 0);
        nodes.run(2 * SECOND);

        var copy = nodes.node(1).replica(0).log();
        assertThat(nodes.node(1).follower(0).done).containsExactly("restart 2", "restart 0", "delete 2");
        assertThat(copy.logStartOffset()).isEqualTo(2);
        assertThat(copy.logEndOffset()).isEqualTo(4);
        assertThat(nodes.world.hits()).contains("follower restarts at a batch before the leader's start");
    }

    @Test
    void an_empty_log_beyond_its_leaders_end_begins_at_the_leaders_start() {
        nodes.start(2, 1);
        nodes.node(1).history(0, "0=a", "0=b", "0=c");
        nodes.node(1).replica(0).commitTo(3);
        nodes.node(1).replica(0).deleteBefore(3, start -> {}, failure -> {});
        nodes.run(SECOND);
        nodes.node(0).history(0, "0=a", "0=b");
        nodes.node(0).lead(0, 1);
        nodes.node(1).follow(0, 0, 1);
        nodes.run(2 * SECOND);

        assertThat(nodes.node(1).follower(0).done).containsExactly("restart 0");
        assertThat(nodes.node(1).contents(0)).containsExactly("0@0=a", "1@0=b");
    }

    /**
     * After an unclean election; what the leader has before the place would be a hole here, and lost by the next
     * leader.
     */
    @Test
    void a_log_that_parts_before_its_own_start_begins_at_the_leaders_start() {
        nodes.start(2, 1);
        nodes.node(1).history(0, "0=x", "0=y", "1=c", "1=d", "1=e");
        nodes.node(1).replica(0).commitTo(5);
        nodes.node(1).replica(0).deleteBefore(4, start -> {}, failure -> {});
        nodes.run(SECOND);
        nodes.node(0).history(0, "0=x", "0=y");
        nodes.node(0).lead(0, 2);
        nodes.node(0).append(0, "z", "z", "z", "z");
        nodes.node(1).follow(0, 0, 2);
        nodes.run(2 * SECOND);

        assertThat(nodes.node(1).contents(0))
                .isEqualTo(nodes.node(0).contents(0))
                .hasSize(6);
        assertThat(nodes.node(1).follower(0).done).containsExactly("restart 0");
    }

    /** The leader has deleted the place where they part, so the follower has only what must not be seen. */
    @Test
    void what_was_never_committed_does_not_pass_for_what_its_leader_has_deleted() {
        nodes.start(2, 1);
        nodes.node(1).history(0, "0=a", "0=lost 1", "0=lost 2");
        nodes.node(1).replica(0).commitTo(1);
        nodes.node(0).history(0, "0=a");
        nodes.node(0).lead(0, 1);
        nodes.node(0).append(0, "b", "c");
        nodes.run(SECOND);
        nodes.node(0).replica(0).deleteBefore(3, start -> {}, failure -> {});
        nodes.run(SECOND);
        nodes.node(1).follow(0, 0, 1);
        nodes.run(2 * SECOND);

        assertThat(nodes.node(1).follower(0).done).containsExactly("truncate 1", "restart 3");
        assertThat(nodes.node(1).replica(0).log().logStartOffset()).isEqualTo(3);
    }

    /** A leader that began anew does not know what was there before. */
    @Test
    void what_no_leader_can_vouch_for_goes() {
        nodes.start(2, 1);
        nodes.node(1).history(0, "0=a", "0=lost 1", "0=lost 2");
        nodes.node(0).replica(0).log().restartAt(3, 0, () -> {}, why -> {});
        nodes.run(SECOND);
        nodes.node(0).lead(0, 2);
        nodes.node(0).append(0, "d");
        nodes.node(1).follow(0, 0, 2);
        nodes.run(2 * SECOND);

        assertThat(nodes.node(1).follower(0).done).containsExactly("restart 3");
        assertThat(nodes.node(1).contents(0)).containsExactly("3@2=d");
    }

    @Test
    void a_follower_that_has_all_that_its_leader_has_deleted_goes_on() {
        nodes.start(2, 1);
        nodes.node(1).history(0, "0=a", "0=b");
        nodes.node(0).history(0, "0=a", "0=b");
        nodes.node(0).replica(0).commitTo(2);
        nodes.node(0).lead(0, 1);
        nodes.node(0).replica(0).deleteBefore(2, start -> {}, failure -> {});
        nodes.run(SECOND);
        nodes.node(0).append(0, "c");
        nodes.node(1).follow(0, 0, 1);
        nodes.run(2 * SECOND);

        assertThat(nodes.node(1).follower(0).done).containsExactly("delete 2");
        assertThat(nodes.node(1).contents(0)).containsExactly("2@1=c");
    }

    @Test
    void what_the_leader_deletes_its_followers_delete() {
        nodes.start(2, 1);
        nodes.node(0).lead(0, 0, 1);
        nodes.node(1).follow(0, 0, 0);
        nodes.node(0).append(0, "a", "b", "c");
        nodes.run(SECOND);
        nodes.node(0).replica(0).deleteBefore(2, start -> {}, failure -> {});
        nodes.run(SECOND);

        assertThat(nodes.node(1).replica(0).log().logStartOffset()).isEqualTo(2);
    }

    @Test
    void an_answer_that_comes_after_the_leader_has_changed_is_dropped() {
        nodes.start(3, 1);
        nodes.node(0).lead(0, 0);
        nodes.node(2).follow(0, 0, 0);
        nodes.run(SECOND);
        nodes.world.linkNanos = (from, to) -> from == 0 ? SECOND : 0;
        nodes.node(0).append(0, "of the old leader");
        nodes.run(SECOND / 2);
        nodes.node(1).lead(0, 1);
        nodes.node(2).follow(0, 0, 0); // as if told late of the same
        nodes.node(2).follow(0, 1, 1);
        nodes.run(3 * SECOND);

        assertThat(nodes.node(2).contents(0)).isEmpty();
    }

    @Test
    void an_answer_of_the_same_leader_in_an_epoch_before_is_dropped() {
        nodes.start(2, 2);
        nodes.node(0).lead(0, 0);
        nodes.node(0).lead(1, 0);
        nodes.node(1).follow(0, 0, 0);
        nodes.node(1).follow(1, 0, 0);
        nodes.run(SECOND);
        nodes.world.linkNanos = (from, to) -> from == 0 ? SECOND : 0;
        nodes.node(0).append(0, "a");
        nodes.run(SECOND / 2);
        nodes.node(1).follow(0, 0, 1);
        nodes.run(SECOND);

        assertThat(nodes.world.hits()).contains("late fetch answer is dropped");
        assertThat(nodes.node(1).contents(0)).isEmpty();
    }

    @Test
    void a_new_leader_is_followed_only_when_the_truncation_for_the_old_one_is_done() {
        nodes.start(3, 1);
        nodes.node(2).history(0, "0=a", "0=b", "0=c");
        nodes.node(0).history(0, "0=a");
        nodes.node(1).history(0, "0=a", "0=b");
        nodes.node(0).lead(0, 1);
        nodes.node(1).lead(0, 2);
        nodes.world.diskNanos = node -> node == 2 ? SECOND : 0;
        nodes.node(2).follow(0, 0, 1);
        nodes.run(SECOND / 2);
        nodes.node(2).follow(0, 1, 2);
        nodes.run(60 * SECOND);
        nodes.world.diskNanos = node -> 0;

        assertThat(nodes.node(2).contents(0)).containsExactly("0@0=a", "1@0=b");
        assertThat(nodes.world.hits()).contains("follower gets a new leader while its log changes");
    }

    @Test
    void a_follower_that_knows_less_or_more_than_its_leader_rests_and_asks_again() {
        nodes.start(2, 1);
        nodes.node(0).lead(0, 5);
        nodes.node(0).append(0, "a");
        nodes.node(1).follow(0, 0, 4);
        nodes.run(2 * SECOND);
        assertThat(nodes.node(1).contents(0)).isEmpty();
        nodes.node(1).follow(0, 0, 6);
        nodes.run(2 * SECOND);
        assertThat(nodes.node(1).contents(0)).isEmpty();
        nodes.node(0).lead(0, 6);
        nodes.run(2 * SECOND);

        assertThat(nodes.node(1).contents(0)).containsExactly("0@5=a");
        assertThat(nodes.world.hits())
                .contains("follower is fenced by its leader", "follower knows a newer epoch than its leader");
    }

    @Test
    void a_leader_that_learns_of_its_epoch_a_moment_later_is_asked_soon() {
        nodes.settings = new FetchSettings(100, 1 << 20, 1 << 20, 10_000, 2_000);
        nodes.start(2, 1);
        nodes.node(0).lead(0, 5);
        nodes.node(0).append(0, "a");
        nodes.node(1).follow(0, 0, 6);
        nodes.run(SECOND / 2);
        nodes.node(0).lead(0, 6);
        nodes.run(2 * SECOND);

        assertThat(nodes.node(1).contents(0)).containsExactly("0@5=a");
    }

    @Test
    void rests_become_as_long_as_is_configured() {
        nodes.settings = new FetchSettings(100, 1 << 20, 1 << 20, 10_000, 2_000);
        nodes.start(2, 1);
        nodes.node(0).lead(0, 5);
        nodes.node(0).append(0, "a");
        nodes.node(1).follow(0, 0, 6);
        nodes.run(31 * SECOND);
        nodes.node(0).lead(0, 6);
        nodes.run(SECOND / 10);

        assertThat(nodes.node(1).contents(0)).isEmpty();
    }

    @Test
    void a_leader_is_found_at_its_new_address() {
        nodes.start(2, 1);
        nodes.node(0).lead(0, 0);
        nodes.node(1).follow(0, 0, 0);
        nodes.run(SECOND);
        nodes.node(0).listen(9999);
        nodes.node(0).append(0, "a");
        nodes.run(SECOND);

        assertThat(nodes.node(1).contents(0)).containsExactly("0@0=a");
        assertThat(nodes.world.hits()).contains("follower finds its leader at a new address");
    }

    /** Who looked for one without a rest would do nothing else, and stop a simulated clock. */
    @Test
    void there_is_always_some_rest() {
        var settings =
                FetchSettings.of(key -> key.name().equals("replica.fetch.backoff.ms") ? "0" : key.defaultValue());

        assertThat(settings.backoffMillis()).isEqualTo(1);
    }

    @Test
    void a_leader_whose_address_is_not_known_yet_is_asked_when_it_is() {
        nodes.start(2, 1);
        var address = nodes.addresses.remove(0);
        nodes.node(0).lead(0, 0);
        nodes.node(0).append(0, "a");
        nodes.node(1).follow(0, 0, 0);
        nodes.run(2 * SECOND);
        assertThat(nodes.node(1).contents(0)).isEmpty();
        nodes.addresses.put(0, address);
        nodes.run(SECOND);

        assertThat(nodes.node(1).contents(0)).containsExactly("0@0=a");
    }

    @Test
    void a_lost_connection_is_begun_anew() {
        nodes.start(2, 1);
        nodes.node(0).lead(0, 0);
        nodes.node(1).follow(0, 0, 0);
        nodes.run(SECOND);
        nodes.world.passes = (from, to) -> from.equals(to);
        nodes.world.cut();
        nodes.node(0).append(0, "a");
        nodes.run(3 * SECOND);
        assertThat(nodes.node(1).contents(0)).isEmpty();
        nodes.world.passes = (from, to) -> true;
        nodes.run(SECOND);

        assertThat(nodes.node(1).contents(0)).containsExactly("0@0=a");
    }

    @Test
    void a_batch_larger_than_every_limit_comes_all_the_same() {
        nodes.settings = new FetchSettings(100, 10, 20, 200, 2_000);
        nodes.start(2, 3);
        for (int partition = 0; partition < 3; partition++) {
            nodes.node(0).lead(partition, 0);
            nodes.node(0).append(partition, "far more than ten bytes", "and another one", "and a third");
            nodes.node(1).follow(partition, 0, 0);
        }
        nodes.run(3 * SECOND);

        for (int partition = 0; partition < 3; partition++) {
            assertThat(nodes.node(1).contents(partition)).hasSize(3);
        }
    }

    @Test
    void a_partition_that_was_given_records_stands_behind_those_that_were_not() {
        nodes.settings = new FetchSettings(100, 10, 20, 200, 2_000);
        nodes.start(2, 2);
        nodes.node(0).lead(0, 0);
        nodes.node(0).lead(1, 0);
        for (int i = 0; i < 100; i++) {
            nodes.node(0).append(0, "number " + i);
        }
        nodes.node(0).append(1, "alone");
        nodes.node(1).follow(0, 0, 0);
        nodes.node(1).follow(1, 0, 0);
        nodes.run(60 * MILLI);

        assertThat(nodes.node(1).replica(0).log().logEndOffset()).isLessThan(50);
        assertThat(nodes.node(1).contents(1)).hasSize(1);
    }

    @Test
    void a_replica_that_ceases_gets_nothing_more_and_may_follow_again() {
        nodes.start(2, 1);
        nodes.node(0).lead(0, 0);
        nodes.node(1).follow(0, 0, 0);
        nodes.run(SECOND);
        nodes.node(1).fetchers.cease(Nodes.partition(0));
        nodes.node(0).append(0, "a");
        nodes.run(2 * SECOND);
        assertThat(nodes.node(1).contents(0)).isEmpty();
        nodes.node(1).follow(0, 0, 0);
        nodes.run(SECOND);

        assertThat(nodes.node(1).contents(0)).containsExactly("0@0=a");
    }

    @Test
    void another_log_of_the_same_partition_does_not_wait_for_the_one_before() {
        nodes.start(2, 1);
        nodes.node(0).lead(0, 0);
        nodes.node(0).append(0, "a");
        var stuck = new LogFollower(nodes.node(1).replica(0)) {
            @Override
            public long promisedOffset() {
                return -1;
            }

            @Override
            public void whenPromised(Runnable done) {}
        };
        nodes.node(1).fetchers.follow(stuck, 0, 0);
        nodes.run(SECOND);
        nodes.node(1).follow(0, 0, 0);
        nodes.run(SECOND);

        assertThat(nodes.node(1).contents(0)).containsExactly("0@0=a");
    }

    @Test
    void a_replica_whose_log_is_slow_holds_nobody_up_for_long() {
        nodes.start(2, 2);
        nodes.node(0).lead(0, 0);
        nodes.node(0).lead(1, 0);
        nodes.node(0).append(1, "a", "b", "c");
        var stuck = new LogFollower(nodes.node(1).replica(0)) {
            @Override
            public long promisedOffset() {
                return -1;
            }

            @Override
            public void whenPromised(Runnable done) {}
        };
        nodes.node(1).fetchers.follow(stuck, 0, 0);
        nodes.node(1).follow(1, 0, 0);
        nodes.run(SECOND);

        assertThat(nodes.node(1).contents(1)).hasSize(3);
        assertThat(nodes.world.hits()).contains("fetch does not wait for a slow replica");
    }

    @Test
    void nothing_is_fetched_after_the_end() {
        nodes.logs = LogSettings.defaults();
        nodes.start(2, 1);
        nodes.node(0).lead(0, 0);
        nodes.node(1).follow(0, 0, 0);
        nodes.run(SECOND);
        nodes.node(1).fetchers.close();
        nodes.node(0).append(0, "a");
        nodes.node(1).follow(0, 0, 1);
        nodes.run(2 * SECOND);

        assertThat(nodes.node(1).contents(0)).isEmpty();
    }

    @Test
    void the_bounds_of_both_logs_decide_what_is_done_out_of_range() {
        var decided = List.of(
                OutOfRange.decide(0, 3, 5, 9),
                OutOfRange.decide(4, 9, 2, 6),
                OutOfRange.decide(8, 9, 2, 6),
                OutOfRange.decide(9, 9, 2, 6),
                OutOfRange.decide(0, 5, 5, 9),
                OutOfRange.decide(0, 6, 5, 9));

        assertThat(decided)
                .containsExactly(
                        new OutOfRange(OutOfRange.Step.RESTART, 5),
                        new OutOfRange(OutOfRange.Step.TRUNCATE, 6),
                        new OutOfRange(OutOfRange.Step.RESTART, 2),
                        new OutOfRange(OutOfRange.Step.RESTART, 2),
                        new OutOfRange(OutOfRange.Step.RESTART, 5),
                        new OutOfRange(OutOfRange.Step.ASK_AGAIN, 6));
    }
}
