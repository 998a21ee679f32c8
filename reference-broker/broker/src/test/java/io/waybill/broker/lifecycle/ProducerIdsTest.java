package io.waybill.broker.lifecycle;

import static io.waybill.broker.world.SmallCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.world.SmallCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProducerIdsTest {

    private static final int BLOCK = 1_000;

    private final List<OptionalLong> ids = new ArrayList<>();

    @Test
    void producers_of_all_brokers_get_ids_that_nobody_else_has() {
        var cluster = new SmallCluster(1, 1, 3).startAll().untilAllActive();

        for (int i = 0; i < 2 * BLOCK; i++) {
            cluster.lives.get(1).producerIds().next(ids::add);
            cluster.lives.get(2).producerIds().next(ids::add);
            cluster.world.runFor(SECOND / 1_000);
        }
        cluster.until("all ids", () -> ids.size() == 4 * BLOCK);

        assertThat(ids).doesNotHaveDuplicates().allMatch(OptionalLong::isPresent);
    }

    @Test
    void who_asks_before_there_is_a_block_waits_for_it() {
        var cluster = new SmallCluster(2, 1, 2).startAll().untilAllActive();

        cluster.lives.get(1).producerIds().next(ids::add);
        var before = List.copyOf(ids);
        cluster.until("an id", () -> !ids.isEmpty());

        assertThat(before).isEmpty();
        assertThat(ids.get(0)).isPresent();
    }

    @Test
    void the_next_block_is_there_before_the_last_one_is_used_up() {
        var cluster = new SmallCluster(3, 1, 2).startAll().untilAllActive();
        take(cluster, BLOCK - BLOCK / 10);
        cluster.until("the ids", () -> ids.size() == BLOCK - BLOCK / 10);
        cluster.world.runFor(SECOND);

        cluster.kill(0);
        take(cluster, BLOCK / 10 + BLOCK);
        cluster.world.runFor(SECOND);

        assertThat(ids).hasSize(2 * BLOCK).allMatch(OptionalLong::isPresent).doesNotHaveDuplicates();
    }

    @Test
    void where_nobody_gives_ids_producers_are_told_so_and_may_ask_again() {
        var cluster = new SmallCluster(4, 1, 2).startAll().untilAllActive();
        cluster.kill(0);

        cluster.lives.get(1).producerIds().next(ids::add);
        cluster.until("an answer", () -> ids.size() == 1);
        cluster.start(0);
        cluster.untilAllActive();
        cluster.lives.get(1).producerIds().next(ids::add);
        cluster.until("an id", () -> ids.size() == 2);

        assertThat(ids.get(0)).isEmpty();
        assertThat(ids.get(1)).isPresent();
    }

    private void take(SmallCluster cluster, int count) {
        for (int i = 0; i < count; i++) {
            cluster.lives.get(1).producerIds().next(ids::add);
            cluster.world.runFor(1_000);
        }
    }
}
