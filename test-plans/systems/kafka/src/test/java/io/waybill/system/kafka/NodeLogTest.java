package io.waybill.system.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Partition;
import io.waybill.system.Cluster.Repeat;
import io.waybill.system.Cluster.Truncation;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class NodeLogTest {

    private static final String UNIFIED_LOG =
            "[ReplicaFetcherThread-0-2] INFO org.apache.kafka.storage.internals.log.UnifiedLog - [UnifiedLog"
                    + " partition=new-orders-0, dir=/tmp/1/n1] ";

    private static final Instant AT = LocalDateTime.of(2026, 11, 23, 23, 48, 42, 862_000_000)
            .atZone(ZoneId.systemDefault())
            .toInstant();

    @Test
    void a_truncation_is_told_with_its_node_partition_offset_and_time() {
        assertThat(NodeLog.truncation(1, "2026-11-23T23:48:42.862 " + UNIFIED_LOG + "Truncating to offset 568"))
                .contains(new Truncation(1, new Partition("new-orders", 0), 568, AT));
    }

    @Test
    void a_truncation_without_effect_is_none() {
        String line = "2026-11-23T23:48:25.500 " + UNIFIED_LOG
                + "Truncating to 0 has no effect as the largest offset in the log is -1";

        assertThat(NodeLog.truncation(1, line)).isEmpty();
    }

    @Test
    void a_batch_that_was_sent_again_is_told_with_its_last_offset() {
        String line = "2026-11-23T23:48:42.862 " + UNIFIED_LOG + "Duplicate batch detected, returning AppendInfo from"
                + " duplicate batch with last offset: 107, first offset: 105, next offset: 130, skipped messages:"
                + " MemoryRecords(size=90, buffer=java.nio.HeapByteBuffer[pos=0 lim=90 cap=93])";

        assertThat(NodeLog.repeat(1, line)).contains(new Repeat(1, new Partition("new-orders", 0), 107, AT));
        assertThat(NodeLog.truncation(1, line)).isEmpty();
    }

    @Test
    void a_batch_that_was_sent_once_is_no_repeat() {
        String line = "2026-11-23T23:48:42.862 " + UNIFIED_LOG + "Appended message set with last offset: 107, first"
                + " offset: 105, next offset: 108, and messages: MemoryRecords(size=90)";

        assertThat(NodeLog.repeat(1, line)).isEmpty();
    }

    @Test
    void a_log_that_is_not_there_tells_nothing() {
        assertThat(NodeLog.truncations(1, Path.of("no-such.log"))).isEmpty();
        assertThat(NodeLog.repeats(1, Path.of("no-such.log"))).isEmpty();
    }
}
