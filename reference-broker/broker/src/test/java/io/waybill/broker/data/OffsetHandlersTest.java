package io.waybill.broker.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.log.batch.BatchBuilder;
import io.waybill.wire.message.DeleteRecordsRequest;
import io.waybill.wire.message.DeleteRecordsResponse;
import io.waybill.wire.message.DescribeProducersRequest;
import io.waybill.wire.message.DescribeProducersResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.ListOffsetsRequest;
import io.waybill.wire.message.ListOffsetsResponse;
import io.waybill.wire.message.OffsetForLeaderEpochRequest;
import io.waybill.wire.message.OffsetForLeaderEpochResponse;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything about offsets that is no fetch and no produce. */
class OffsetHandlersTest {

    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    private static final long LARGEST_TIMESTAMP = -3;

    private final Desk desk = new Desk();

    /** Three records with times 50, 90 and 70 in epoch 3, of which so many are committed. */
    private static void lead(Desk desk, long committed) {
        desk.replica().lead(3, List.of(1));
        for (long time : new long[] {50, 90, 70}) {
            desk.replica().append(at(time));
        }
        desk.run(100);
        desk.replica().noteFetch(new Served.FollowerFetch(1, 1, committed, 0));
    }

    private static ByteBuffer at(long time) {
        return new BatchBuilder().add(time, null, null).build();
    }

    private ListOffsetsResponse.Partition list(long timestamp) {
        var answer = desk.list(11, -1, -1, timestamp);
        desk.run(100);
        return answer.listed();
    }

    private static ListOffsetsResponse.Partition found(long timestamp, long offset, int epoch) {
        return new ListOffsetsResponse.Partition(0, ErrorCode.NONE, timestamp, offset, epoch);
    }

    @Test
    void the_end_is_what_is_committed_and_the_beginning_what_is_left() {
        lead(desk, 2);
        desk.replica().deleteBefore(1, start -> {}, failure -> {});
        desk.run(100);

        assertThat(list(LATEST)).isEqualTo(found(-1, 2, 3));
        assertThat(list(EARLIEST)).isEqualTo(found(-1, 1, 3));
    }

    @Test
    void a_time_is_looked_for_below_what_is_committed() {
        lead(desk, 2);

        assertThat(list(0)).isEqualTo(found(50, 0, 3));
        assertThat(list(51)).isEqualTo(found(90, 1, 3));
        assertThat(list(91)).isEqualTo(found(-1, -1, -1));
    }

    @Test
    void the_largest_timestamp_is_found_by_halves() {
        lead(desk, 3);

        assertThat(list(LARGEST_TIMESTAMP)).isEqualTo(found(90, 1, 3));
    }

    @Test
    void an_empty_partition_has_no_largest_timestamp() {
        desk.replica().lead(3, List.of());

        assertThat(list(LARGEST_TIMESTAMP)).isEqualTo(found(-1, -1, -1));
    }

    @Test
    void the_largest_timestamp_is_of_what_is_committed() {
        lead(desk, 1);

        assertThat(list(LARGEST_TIMESTAMP)).isEqualTo(found(50, 0, 3));
    }

    @Test
    void a_follower_is_told_where_the_log_ends() {
        lead(desk, 1);

        assertThat(desk.list(11, 1, 3, LATEST).listed()).isEqualTo(found(-1, 3, 3));
    }

    @Test
    void a_new_leader_does_not_say_yet_how_far_is_committed() {
        lead(desk, 1);
        desk.replica().lead(4, List.of(1));

        assertThat(desk.list(5, -1, -1, LATEST).listed().error()).isEqualTo(ErrorCode.OFFSET_NOT_AVAILABLE);
        assertThat(desk.list(4, -1, -1, LATEST).listed().error()).isEqualTo(ErrorCode.LEADER_NOT_AVAILABLE);
        assertThat(list(60).error()).isEqualTo(ErrorCode.OFFSET_NOT_AVAILABLE);
        assertThat(list(40)).isEqualTo(found(50, 0, 3));
        assertThat(list(EARLIEST)).isEqualTo(found(-1, 0, 3));
        assertThat(desk.list(11, 1, 4, LATEST).listed()).isEqualTo(found(-1, 3, 4));

        desk.replica().noteFetch(new Served.FollowerFetch(1, 1, 3, 0));

        assertThat(list(LATEST)).isEqualTo(found(-1, 3, 4));
    }

    @Test
    void r15_says_what_it_knew_as_a_follower() {
        var flawed = new Desk("R15");
        lead(flawed, 1);
        flawed.replica().lead(4, List.of(1));

        assertThat(flawed.list(11, -1, -1, LATEST).listed()).isEqualTo(found(-1, 1, 4));
    }

    @Test
    void only_a_leader_of_that_epoch_says_anything() {
        lead(desk, 1);

        assertThat(desk.list(11, -1, 2, LATEST).listed().error()).isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
        assertThat(desk.list(11, -1, 4, LATEST).listed().error()).isEqualTo(ErrorCode.UNKNOWN_LEADER_EPOCH);
        desk.replica().follow(4);
        assertThat(desk.list(11, -1, 4, LATEST).listed().error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    }

    @Test
    void what_a_version_does_not_know_is_refused() {
        lead(desk, 1);

        assertThat(desk.list(6, -1, -1, LARGEST_TIMESTAMP).listed().error()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
        assertThat(desk.list(11, -1, -1, -9).listed().error()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
    }

    @Test
    void a_partition_that_is_asked_twice_is_refused_the_second_time() {
        lead(desk, 1);
        var partition = new ListOffsetsRequest.Partition(0, -1, LATEST);
        var topic = new ListOffsetsRequest.Topic("orders", List.of(partition, partition));

        var answer = desk.ask(11, new ListOffsetsRequest(-1, (byte) 0, List.of(topic), 0));

        assertThat(((ListOffsetsResponse) answer.response).topics().get(0).partitions())
                .extracting(ListOffsetsResponse.Partition::error)
                .containsExactly(ErrorCode.NONE, ErrorCode.INVALID_REQUEST);
    }

    @Test
    void the_end_of_an_epoch_is_that_of_the_largest_not_larger() {
        lead(desk, 1);
        desk.replica().lead(5, List.of(1));

        assertThat(endOf(-1, 4)).isEqualTo(new OffsetForLeaderEpochResponse.Partition(ErrorCode.NONE, 0, 3, 3));
        assertThat(endOf(5, 5)).isEqualTo(new OffsetForLeaderEpochResponse.Partition(ErrorCode.NONE, 0, 5, 3));
        assertThat(endOf(4, 3).error()).isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
        desk.replica().follow(6);
        assertThat(endOf(6, 3).error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    }

    private OffsetForLeaderEpochResponse.Partition endOf(int current, int epoch) {
        var partition = new OffsetForLeaderEpochRequest.Partition(0, current, epoch);
        var topic = new OffsetForLeaderEpochRequest.Topic("orders", List.of(partition));
        var answer = desk.ask(4, new OffsetForLeaderEpochRequest(-1, List.of(topic)));
        return ((OffsetForLeaderEpochResponse) answer.response)
                .topics()
                .get(0)
                .partitions()
                .get(0);
    }

    @Test
    void records_are_deleted_up_to_what_is_committed() {
        lead(desk, 2);

        assertThat(delete(3)).isEqualTo(new DeleteRecordsResponse.Partition(0, -1, ErrorCode.OFFSET_OUT_OF_RANGE));
        assertThat(delete(-2)).isEqualTo(new DeleteRecordsResponse.Partition(0, -1, ErrorCode.OFFSET_OUT_OF_RANGE));
        assertThat(delete(1)).isEqualTo(new DeleteRecordsResponse.Partition(0, 1, ErrorCode.NONE));
        assertThat(delete(0)).isEqualTo(new DeleteRecordsResponse.Partition(0, 1, ErrorCode.NONE));
        assertThat(delete(-1)).isEqualTo(new DeleteRecordsResponse.Partition(0, 2, ErrorCode.NONE));
        assertThat(desk.replica().logStartOffset()).isEqualTo(2);
    }

    @Test
    void deleting_takes_a_leader_and_no_longer_than_it_may() {
        assertThat(delete(0).error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        lead(desk, 2);
        desk.world.diskNanos = node -> 1_000 * Desk.MILLI;

        assertThat(delete(1).error()).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
    }

    private DeleteRecordsResponse.Partition delete(long offset) {
        var topic = new DeleteRecordsRequest.Topic("orders", List.of(new DeleteRecordsRequest.Partition(0, offset)));
        var answer = desk.ask(2, new DeleteRecordsRequest(List.of(topic), 200));
        desk.run(250);
        return ((DeleteRecordsResponse) answer.response)
                .topics()
                .get(0)
                .partitions()
                .get(0);
    }

    @Test
    void a_leader_knows_its_producers() {
        assertThat(producers().error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        desk.replica().lead(3, List.of());
        desk.replica().append(Desk.batch("a", "b").producer(9, (short) 2, 0).build());

        assertThat(producers().activeProducers())
                .containsExactly(new DescribeProducersResponse.Producer(9, 2, 1, 5, -1, -1));
    }

    private DescribeProducersResponse.Partition producers() {
        var topic = new DescribeProducersRequest.Topic("orders", List.of(0));
        var answer = desk.ask(0, new DescribeProducersRequest(List.of(topic)));
        return ((DescribeProducersResponse) answer.response)
                .topics()
                .get(0)
                .partitions()
                .get(0);
    }
}
