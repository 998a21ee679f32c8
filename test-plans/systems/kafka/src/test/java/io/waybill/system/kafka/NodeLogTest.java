package io.waybill.system.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Partition;
import io.waybill.system.NodeReport;
import io.waybill.system.NodeReport.Kind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeLogTest {

    private static final String TIME = "2026-11-23T23:48:42.862 ";
    private static final Instant AT = LocalDateTime.of(2026, 11, 23, 23, 48, 42, 862_000_000)
            .atZone(ZoneId.systemDefault())
            .toInstant();
    private static final Partition ORDERS = new Partition("new-orders", 0);
    private static final String UNIFIED_LOG =
            "[ReplicaFetcherThread-0-2] INFO org.apache.kafka.storage.internals.log.UnifiedLog - [UnifiedLog"
                    + " partition=new-orders-0, dir=/tmp/1/n1] ";
    private static final String REFUSED =
            "[data-plane-kafka-request-handler-1] ERROR kafka.server.ReplicaManager - [ReplicaManager broker=1] Error"
                    + " processing append operation on partition new-orders-0";

    private final NodeLog log = new NodeLog(1);

    private static NodeReport report(Kind kind, long number) {
        return new NodeReport(kind, 1, ORDERS, number, AT);
    }

    @Test
    void a_truncation_is_told_with_its_node_partition_offset_and_time() {
        assertThat(log.read(TIME + UNIFIED_LOG + "Truncating to offset 568")).contains(report(Kind.TRUNCATED, 568));
    }

    @Test
    void a_truncation_without_effect_is_none() {
        String line = TIME + UNIFIED_LOG + "Truncating to 0 has no effect as the largest offset in the log is -1";

        assertThat(log.read(line)).isEmpty();
    }

    @Test
    void a_batch_that_is_sent_again_is_told() {
        String line =
                TIME + UNIFIED_LOG + "Duplicate batch detected, returning AppendInfo from duplicate batch with last"
                        + " offset: 41, first offset: 40, next offset: 77, skipped messages: MemoryRecords(size=1)";

        assertThat(log.read(line)).contains(report(Kind.SENT_AGAIN, 41));
    }

    @Test
    void a_batch_that_is_sent_once_is_none() {
        String line =
                TIME + UNIFIED_LOG + "Appended message set with last offset: 107, first offset: 105, next offset: 108,"
                        + " and messages: MemoryRecords(size=90)";

        assertThat(log.read(line)).isEmpty();
    }

    @Test
    void an_unclean_election_is_told_with_its_leader_epoch() {
        String line = "[quorum-controller-3-event-handler] INFO org.apache.kafka.controller.ReplicationControlManager -"
                + " [QuorumController id=3] UNCLEAN partition change for new-orders-0 with topic ID"
                + " PSRdz2SNR1uBXSiO9AChRA: isr: [1] -> [2], leader: 1 -> 2, leaderRecoveryState: RECOVERED ->"
                + " RECOVERING, leaderEpoch: 3 -> 4, partitionEpoch: 8 -> 9";

        assertThat(log.read(TIME + line)).contains(report(Kind.UNCLEAN_LEADER, 4));
        assertThat(log.read(TIME + line.replace("UNCLEAN partition", "partition")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"OutOfOrderSequence, OUT_OF_SEQUENCE", "NotEnoughReplicas, TOO_FEW_IN_SYNC"})
    void why_a_batch_is_refused_stands_on_the_next_line(String exception, Kind kind) {
        String reason = "org.apache.kafka.common.errors." + exception + "Exception: as it is";

        assertThat(log.read(TIME + REFUSED)).isEmpty();
        assertThat(log.read(reason)).contains(report(kind, NodeReport.NONE));
        assertThat(log.read(reason)).isEmpty();
    }

    @Test
    void a_batch_that_is_refused_for_another_reason_is_none() {
        assertThat(log.read(TIME + REFUSED)).isEmpty();
        assertThat(log.read("org.apache.kafka.common.errors.InvalidTimestampException: too old"))
                .isEmpty();
    }
}
