package io.waybill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.fault.Fault;
import io.waybill.fault.FaultRecord;
import io.waybill.fault.Partition;
import io.waybill.fault.PartitionView;
import io.waybill.fault.Span;
import io.waybill.fault.Victim;
import io.waybill.history.record.Recorder;
import io.waybill.plan.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MomentsTest {

    private static final Partition ORDERS = new Partition("orders", 0);

    @TempDir
    private Path directory;

    private final AtomicLong nowNanos = new AtomicLong(1000);
    private final Map<Partition, Integer> inFlight = new HashMap<>();
    private final List<String> hits = new ArrayList<>();
    private Recorder recorder;
    private Moments moments;

    @BeforeEach
    void nothing_was_seen() throws IOException {
        recorder = Recorder.to(directory.resolve("history.waybill"), 1, nowNanos::get);
        Moments.Listener listener = (moment, detail, nanos) -> hits.add(moment.sentence() + " (" + detail + ")");
        moments = new Moments(recorder, listener, partition -> inFlight.getOrDefault(partition, 0));
    }

    @AfterEach
    void the_history_ends() throws IOException {
        recorder.close();
    }

    private void leads(int leader, Integer... inSync) {
        moments.seen(new PartitionView(ORDERS, leader, 0, List.of(1, 2, 3), List.of(inSync)));
    }

    private void paused(int... nodes) {
        Fault.Single pause = Fault.pause(Victim.followers("orders", 0), Span.of(Duration.ofSeconds(1)));
        List<Integer> ids = new ArrayList<>();
        for (int node : nodes) {
            ids.add(node);
        }
        moments.started(new FaultRecord(0, 0, pause, ids, Duration.ofSeconds(1)), nowNanos.get());
    }

    @Test
    void a_leader_that_dies_with_nothing_in_flight_is_no_dangerous_moment() {
        leads(1, 1, 2, 3);

        moments.beforeKill(1);

        assertThat(hits).isEmpty();
    }

    @Test
    void a_leader_that_dies_with_sends_in_flight_is() {
        leads(1, 1, 2, 3);
        inFlight.put(ORDERS, 7);

        moments.beforeKill(2);
        moments.beforeKill(1);

        assertThat(hits).containsExactly("leader killed with sends in flight (n1: 7 to orders-0)");
    }

    @Test
    void an_appended_batch_that_is_sent_again_is_one_each_time() {
        moments.sentAgain(2, ORDERS, 41);
        moments.sentAgain(2, ORDERS, 41);

        assertThat(hits)
                .containsExactly(
                        "appended batch sent again (n2: orders-0 has it up to offset 41)",
                        "appended batch sent again (n2: orders-0 has it up to offset 41)");
        assertThat(moments.count(Moment.APPENDED_BATCH_SENT_AGAIN)).isEqualTo(2);
        assertThat(moments.count(Moment.APPENDED_AND_NOT_ANSWERED)).isZero();
    }

    @Test
    void a_leader_that_dies_while_a_follower_is_out_of_sync_is() {
        leads(1, 1, 3);

        moments.beforeKill(1);

        assertThat(hits).containsExactly("leader killed while a follower was behind (n1: orders-0 with n2 behind)");
    }

    @Test
    void only_what_was_sent_after_the_last_follower_stood_still_was_acknowledged_alone() {
        leads(1, 1, 2, 3);
        paused(2, 3);

        moments.acknowledged(ORDERS, 999);
        assertThat(hits).isEmpty();
        moments.acknowledged(ORDERS, 1000);
        moments.acknowledged(ORDERS, 1001);

        assertThat(hits).containsExactly("acknowledged by a lone leader (n1 for orders-0)");
    }

    @Test
    void a_lone_leader_that_dies_takes_what_it_acknowledged_alone() {
        leads(1, 1, 2, 3);
        paused(2, 3);
        moments.acknowledged(ORDERS, 1001);
        moments.acknowledged(ORDERS, 1002);

        moments.beforeKill(1);

        assertThat(hits)
                .contains("lone leader killed after it acknowledged (n1 had acknowledged 2 messages of orders-0)");
    }

    @Test
    void a_leader_with_one_follower_left_is_not_alone() {
        leads(1, 1, 2, 3);
        paused(2);
        moments.acknowledged(ORDERS, 1001);

        moments.beforeKill(1);

        assertThat(hits).containsExactly("leader killed while a follower was behind (n1: orders-0 with n2 behind)");
    }

    @Test
    void a_leader_is_no_longer_alone_when_a_follower_moves_again() {
        leads(1, 1, 2, 3);
        paused(2, 3);
        moments.beforeRepair(2);

        moments.acknowledged(ORDERS, 1001);

        assertThat(hits).isEmpty();
    }

    @Test
    void leadership_moves_from_one_known_leader_to_another() {
        leads(1, 1, 2, 3);
        leads(PartitionView.UNKNOWN, 2, 3);
        leads(2, 2, 3);
        leads(3, 2, 3);

        assertThat(hits)
                .containsExactly("leadership moved (orders-0: n1 → n2)", "leadership moved (orders-0: n2 → n3)");
    }
}
