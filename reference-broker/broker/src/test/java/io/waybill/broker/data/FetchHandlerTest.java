package io.waybill.broker.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.data.Desk.Fetch;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.FetchResponse;
import io.waybill.wire.message.FetchResponse.DivergingEpoch;
import io.waybill.wire.message.LeaderIdAndEpoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FetchHandlerTest {

    private final Desk desk = new Desk();

    /** Node 0 leads in epoch 3 with two records, of which followers have so many. */
    private static void lead(Desk desk, long committed) {
        desk.replica().lead(3, List.of(1));
        desk.replica().append(Desk.batch("a").build());
        desk.replica().append(Desk.batch("b").build());
        desk.run(100);
        desk.replica().noteFetch(new Served.FollowerFetch(1, 1, committed, 0));
        desk.replica().fetches.clear();
    }

    private static int size(FetchResponse.Partition partition) {
        return partition.records() == null ? 0 : partition.records().sizeBytes();
    }

    @Test
    void a_consumer_is_given_what_is_committed() {
        lead(desk, 1);

        var answer = desk.fetch(Fetch.of(0));
        desk.run(10);

        var partition = answer.fetched(0);
        assertThat(partition.error()).isEqualTo(ErrorCode.NONE);
        assertThat(partition.highWatermark()).isEqualTo(1);
        assertThat(size(partition)).isEqualTo(Desk.batch("a").sizeBytes());
        assertThat(desk.replica().given).containsExactly("0-1");
    }

    @Test
    void r12_gives_a_consumer_what_is_not_committed() {
        var flawed = new Desk("R12");
        lead(flawed, 1);

        flawed.fetch(Fetch.of(0));
        flawed.run(10);

        assertThat(flawed.replica().given).containsExactly("0-2");
    }

    @Test
    void a_fetch_that_finds_nothing_is_held_until_more_is_committed() {
        lead(desk, 1);
        var answer = desk.fetch(Fetch.of(1).waiting(500, 1));
        desk.run(300);
        assertThat(answer.isAnswered()).isFalse();

        desk.replica().noteFetch(new Served.FollowerFetch(1, 1, 2, 0));
        desk.run(10);

        assertThat(size(answer.fetched(0))).isPositive();
    }

    @Test
    void a_fetch_that_finds_nothing_ends_by_time() {
        lead(desk, 1);
        var answer = desk.fetch(Fetch.of(1).waiting(500, 1));

        desk.run(499);
        assertThat(answer.isAnswered()).isFalse();
        desk.run(2);

        assertThat(answer.fetched(0).error()).isEqualTo(ErrorCode.NONE);
        assertThat(size(answer.fetched(0))).isZero();
        assertThat(desk.world.hits()).contains("held fetch ends by time");
    }

    @Test
    void a_fetch_that_is_content_with_nothing_is_not_held() {
        lead(desk, 1);

        assertThat(desk.fetch(Fetch.of(1).waiting(500, 0)).isAnswered()).isTrue();
    }

    @Test
    void a_fetch_waits_for_as_many_bytes_as_it_wants() {
        lead(desk, 1);
        int both = 2 * Desk.batch("a").sizeBytes();
        var answer = desk.fetch(Fetch.of(0).waiting(500, both));
        desk.run(100);
        assertThat(answer.isAnswered()).isFalse();

        desk.replica().noteFetch(new Served.FollowerFetch(1, 1, 2, 0));
        desk.run(10);

        assertThat(size(answer.fetched(0))).isEqualTo(both);
        assertThat(desk.replica().given).containsExactly("0-2");
    }

    @Test
    void a_fetch_that_has_too_little_when_its_time_ends_is_given_what_there_is() {
        lead(desk, 1);
        var answer = desk.fetch(Fetch.of(0).waiting(500, 10_000));

        desk.run(510);

        assertThat(size(answer.fetched(0))).isEqualTo(Desk.batch("a").sizeBytes());
    }

    @Test
    void what_is_committed_while_too_little_is_read_is_not_missed() {
        lead(desk, 1);
        var answer = desk.fetch(Fetch.of(0).waiting(500, 2 * Desk.batch("a").sizeBytes()));
        desk.replica().noteFetch(new Served.FollowerFetch(1, 1, 2, 0));

        desk.run(20);

        assertThat(answer.isAnswered()).isTrue();
    }

    @Test
    void the_first_batch_comes_however_small_the_limits_are() {
        lead(desk, 2);
        desk.replicas.get(1).lead(3, List.of());
        desk.replicas.get(1).append(Desk.batch("c").build());
        desk.run(20);
        var fetch = Fetch.of(0, 0);
        fetch.maxBytes = 1;

        var answer = desk.fetch(fetch);
        desk.run(10);

        assertThat(size(answer.fetched(0))).isEqualTo(Desk.batch("a").sizeBytes());
        assertThat(size(answer.fetched(1))).isZero();
    }

    @Test
    void an_error_of_one_partition_is_answered_at_once_with_what_others_have() {
        lead(desk, 2);

        var fetch = Fetch.of(0).part(7, -1, 0, -1, 100, Long.MAX_VALUE).waiting(500, 10_000);

        var answer = desk.fetch(fetch);
        desk.run(10);

        assertThat(size(answer.fetched(0))).isPositive();
        assertThat(answer.fetched(1).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID);
    }

    @Test
    void offsets_that_the_log_does_not_have_are_out_of_range() {
        lead(desk, 2);

        assertThat(desk.fetch(Fetch.of(3)).fetched(0).error()).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE);
        assertThat(desk.fetch(Fetch.of(-1)).fetched(0).error()).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE);
        assertThat(desk.fetch(Fetch.of(2)).fetched(0).error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void a_new_leader_does_not_say_that_an_offset_is_not_there() {
        lead(desk, 1);
        desk.replica().lead(4, List.of(1));

        assertThat(desk.fetch(Fetch.of(3)).fetched(0).error()).isEqualTo(ErrorCode.OFFSET_NOT_AVAILABLE);
        assertThat(desk.fetch(Fetch.of(2)).fetched(0).error()).isEqualTo(ErrorCode.NONE);

        desk.replica().noteFetch(new Served.FollowerFetch(1, 1, 2, 0));

        assertThat(desk.fetch(Fetch.of(3)).fetched(0).error()).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE);
    }

    @Test
    void leader_epochs_are_compared() {
        lead(desk, 2);
        desk.host.elsewhere = new LeaderIdAndEpoch(2, 9);

        var older = desk.fetch(new Fetch().part(0, 2, 0, -1, 100, Long.MAX_VALUE));
        var newer = desk.fetch(new Fetch().part(0, 4, 0, -1, 100, Long.MAX_VALUE));

        assertThat(older.fetched(0).error()).isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
        assertThat(older.fetched(0).currentLeader()).isEqualTo(new LeaderIdAndEpoch(0, 3));
        assertThat(newer.fetched(0).error()).isEqualTo(ErrorCode.UNKNOWN_LEADER_EPOCH);
    }

    @Test
    void r14_compares_no_leader_epochs() {
        var flawed = new Desk("R14");
        lead(flawed, 2);

        var older = flawed.fetch(new Fetch().part(0, 2, 0, -1, 100, Long.MAX_VALUE));
        flawed.run(10);

        assertThat(older.fetched(0).error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void followers_are_given_everything_and_their_promise_is_noted_once() {
        lead(desk, 0);

        var answer = desk.fetch(Fetch.of(1).follower(1, 1).waiting(500, 1_000));
        desk.run(600);

        assertThat(size(answer.fetched(0))).isEqualTo(Desk.batch("b").sizeBytes());
        assertThat(answer.fetched(0).highWatermark()).isEqualTo(1);
        assertThat(desk.replica().fetches).containsExactly("1@1");
        assertThat(desk.replica().given).isEmpty();
    }

    @Test
    void a_promise_of_a_log_that_has_parted_is_not_noted() {
        desk.replica().lead(2, List.of(1));
        desk.replica().append(Desk.batch("x").build());
        lead(desk, 0);

        var parted = desk.fetch(new Fetch().part(0, 3, 2, 2, 100, 0).follower(1, 1));
        var beyond = desk.fetch(new Fetch().part(0, 3, 9, -1, 100, 0).follower(1, 1));
        var unknown = desk.fetch(new Fetch().part(0, 3, 2, 7, 100, 0).follower(1, 1));

        assertThat(parted.fetched(0).divergingEpoch()).isEqualTo(new DivergingEpoch(2, 1));
        assertThat(beyond.fetched(0).error()).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE);
        assertThat(unknown.fetched(0).divergingEpoch()).isEqualTo(new DivergingEpoch(3, 3));
        assertThat(desk.replica().fetches).isEmpty();
        assertThat(desk.replica().highWatermark()).isZero();
    }

    @Test
    void a_follower_of_another_life_is_refused() {
        lead(desk, 0);
        desk.host.registered.add("1@8");

        var former = desk.fetch(Fetch.of(1).follower(1, 7));
        var present = desk.fetch(Fetch.of(1).follower(1, 8));
        desk.run(10);

        assertThat(former.fetched(0).error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        assertThat(present.fetched(0).error()).isEqualTo(ErrorCode.NONE);
        assertThat(desk.replica().fetches).containsExactly("1@1");
    }

    @Test
    void a_follower_that_lags_behind_with_what_is_committed_is_told_at_once() {
        lead(desk, 1);
        var fetch = new Fetch().part(0, 3, 2, 3, 100, 1).follower(1, 1).waiting(500, 1);

        var answer = desk.fetch(fetch);
        desk.run(10);

        assertThat(answer.fetched(0).highWatermark()).isEqualTo(2);
    }

    @Test
    void followers_fetch_from_leaders_only_and_consumers_too_before_version_11() {
        desk.replica().follow(3);

        assertThat(desk.fetch(Fetch.of(0).follower(1, 1)).fetched(0).error())
                .isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        assertThat(desk.ask(10, Fetch.of(0).request()).fetched(0).error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        assertThat(desk.ask(11, Fetch.of(0).request()).fetched(0).error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void a_follower_gives_consumers_what_it_knows_to_be_committed() {
        lead(desk, 1);
        desk.replica().follow(4);
        var flawed = new Desk("R13");
        lead(flawed, 1);
        flawed.replica().follow(4);

        desk.fetch(Fetch.of(0));
        desk.run(10);
        flawed.fetch(Fetch.of(0));
        flawed.run(10);

        assertThat(desk.replica().given).containsExactly("0-1");
        assertThat(flawed.replica().given).containsExactly("0-2");
    }

    /** It lags behind the leader that the consumer has read from; that nothing was truncated only the leader knows. */
    @Test
    void a_follower_does_not_say_that_what_it_lacks_is_not_there() {
        lead(desk, 2);
        desk.replica().follow(4);

        var ahead = desk.fetch(Fetch.of(3));
        var ofNewerEpoch = desk.fetch(new Fetch().part(0, 4, 2, 4, 1 << 20, 0));
        var deleted = desk.fetch(Fetch.of(-1));

        assertThat(ahead.fetched(0).error()).isEqualTo(ErrorCode.OFFSET_NOT_AVAILABLE);
        assertThat(ofNewerEpoch.fetched(0).error()).isEqualTo(ErrorCode.OFFSET_NOT_AVAILABLE);
        assertThat(ofNewerEpoch.fetched(0).divergingEpoch()).isEqualTo(new DivergingEpoch(-1, -1));
        assertThat(deleted.fetched(0).error()).isEqualTo(ErrorCode.OFFSET_OUT_OF_RANGE);
    }

    /** All of an answer is in memory at once, so what anybody may want is limited, as by Kafka's fetch.max.bytes. */
    @Test
    void a_fetch_that_wants_everything_is_given_what_fits_into_an_answer() {
        desk.replica().lead(3, List.of());
        for (int i = 0; i < 60; i++) {
            desk.replica().append(Desk.batch("x".repeat(1_000_000)).build());
        }
        desk.run(1_000);
        var all = new Fetch().part(0, 3, 0, -1, Integer.MAX_VALUE, 0);
        all.maxBytes = Integer.MAX_VALUE;

        var consumed = desk.fetch(all);
        desk.run(1_000);
        all.minBytes = Integer.MAX_VALUE;
        var awaited = desk.fetch(all);
        desk.run(1_000);
        var followed = desk.fetch(all.follower(1, 1));
        desk.run(1_000);

        assertThat(size(consumed.fetched(0))).isBetween(1024 * 1024, 2 * 1024 * 1024);
        assertThat(size(awaited.fetched(0))).isBetween(54 * 1024 * 1024, 55 * 1024 * 1024);
        assertThat(size(followed.fetched(0))).isBetween(54 * 1024 * 1024, 55 * 1024 * 1024);
    }

    @Test
    void a_consumer_that_does_not_wait_for_much_gets_little_at_once() {
        desk.replica().lead(3, List.of());
        for (int i = 0; i < 4; i++) {
            desk.replica().append(Desk.batch("x".repeat(900_000)).build());
        }
        desk.run(100);
        var all = new Fetch().part(0, 3, 0, -1, Integer.MAX_VALUE, 0);
        all.maxBytes = Integer.MAX_VALUE;

        var answer = desk.fetch(all);
        desk.run(100);

        assertThat(size(answer.fetched(0))).isBetween(1024 * 1024, 2 * 1024 * 1024);
    }

    @Test
    void fetches_that_come_together_share_what_answers_may_take() {
        desk.replica().lead(3, List.of());
        for (int i = 0; i < 60; i++) {
            desk.replica().append(Desk.batch("x".repeat(1_000_000)).build());
        }
        desk.run(1_000);
        List<Desk.Answered> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            var all = new Fetch().part(0, 3, 0, -1, Integer.MAX_VALUE, 0);
            all.maxBytes = Integer.MAX_VALUE;
            all.minBytes = Integer.MAX_VALUE;
            answers.add(desk.fetch(all));
        }
        desk.run(1_000);

        long total = answers.stream().mapToLong(it -> size(it.fetched(0))).sum();
        assertThat(total).isBetween(90L * 1024 * 1024, 100L * 1024 * 1024);
        assertThat(answers).allMatch(it -> size(it.fetched(0)) > 0);
    }

    @Test
    void a_consumer_is_sent_to_the_replica_in_its_rack_that_is_furthest() {
        lead(desk, 2);
        desk.host.racks.putAll(Map.of(0, "a", 1, "b", 2, "b", 3, "b", 4, "c"));
        desk.replica().followers = List.of(
                new Served.Follower(1, 0, 1),
                new Served.Follower(3, 0, 2),
                new Served.Follower(2, 0, 2),
                new Served.Follower(4, 0, 9));

        assertThat(preferred("b", 0)).isEqualTo(2);
        assertThat(preferred("c", 0)).isEqualTo(4);
        assertThat(preferred("a", 0)).as("the leader's own").isEqualTo(-1);
        assertThat(preferred("", 0)).as("no rack").isEqualTo(-1);
        assertThat(preferred("d", 0)).as("nobody there").isEqualTo(-1);
    }

    @Test
    void a_consumer_is_not_sent_to_a_replica_that_lacks_the_offset() {
        lead(desk, 2);
        desk.host.racks.put(1, "b");
        desk.replica().followers = List.of(new Served.Follower(1, 1, 1));

        assertThat(preferred("b", 0)).isEqualTo(-1);
        assertThat(preferred("b", 1)).isEqualTo(1);
        assertThat(preferred("b", 2)).isEqualTo(-1);
    }

    private int preferred(String rack, long offset) {
        var fetch = Fetch.of(offset);
        fetch.rack = rack;
        var answer = desk.fetch(fetch);
        desk.run(10);
        int preferred = answer.fetched(0).preferredReadReplica();
        assertThat(size(answer.fetched(0)) > 0).isEqualTo(preferred < 0 && offset < 2);
        return preferred;
    }

    @Test
    void a_replica_that_changes_its_role_while_it_is_read_gives_nothing() {
        lead(desk, 2);

        var answer = desk.fetch(Fetch.of(0));
        desk.replica().follow(4);
        desk.run(10);

        assertThat(answer.fetched(0).error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        assertThat(size(answer.fetched(0))).isZero();
    }

    @Test
    void a_held_fetch_ends_when_the_leader_is_deposed() {
        lead(desk, 2);
        var answer =
                desk.fetch(new Fetch().part(0, 3, 2, -1, 100, Long.MAX_VALUE).waiting(500, 1));

        desk.replica().follow(4);
        desk.run(5);

        assertThat(answer.fetched(0).error()).isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
    }

    @Test
    void nobody_is_answered_who_has_gone() {
        lead(desk, 1);
        var answer = desk.fetch(Fetch.of(1).waiting(500, 1));
        answer.isWanted = false;

        desk.replica().noteFetch(new Served.FollowerFetch(1, 1, 2, 0));
        desk.run(600);

        assertThat(answer.isAnswered()).isFalse();
    }

    @Test
    void a_topic_is_known_by_its_id() {
        lead(desk, 2);
        var fetch = Fetch.of(0);
        fetch.topic = new UUID(1, 1);

        assertThat(desk.fetch(fetch).fetched(0).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID);
        assertThat(desk.ask(12, fetch.request()).isAnswered()).isFalse(); // by name: it is read
    }

    @Test
    void there_are_no_sessions() {
        lead(desk, 2);
        var incremental = Fetch.of(0);
        incremental.sessionEpoch = 1;
        var first = Fetch.of(2);
        first.sessionEpoch = 0;

        assertThat(((FetchResponse) desk.fetch(incremental).response).error())
                .isEqualTo(ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
        assertThat(((FetchResponse) desk.fetch(first).response).sessionId()).isZero();
    }

    @Test
    void a_fetch_of_nothing_is_answered_at_once() {
        var answer = desk.fetch(new Fetch().waiting(500, 1));

        assertThat(((FetchResponse) answer.response).error()).isEqualTo(ErrorCode.NONE);
    }
}
