package io.waybill.broker.fetching;

import static io.waybill.broker.fetching.Nodes.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.log.settings.LogMutant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two logs that have parted become one again, as KIP-101 and KIP-279 have it; with a flaw they do not. */
class DivergenceTest {

    private static Nodes nodes(int count, LogMutant... flaws) {
        var nodes = new Nodes(1);
        nodes.logs = nodes.logs.with(flaws);
        var ids = List.of(flaws).stream().map(LogMutant::id).toList();
        nodes.mutants = BrokerMutants.ofIds(ids).orElseThrow();
        return nodes.start(count, 1);
    }

    /** KIP-101, scenario 2: the old leader has committed and not flushed elsewhere what the new one wrote over. */
    private static Nodes hardFailure(LogMutant... flaws) {
        var nodes = nodes(2, flaws);
        nodes.node(0).history(0, "0=m1", "0=m2");
        nodes.node(0).replica(0).commitTo(2);
        nodes.node(1).history(0, "0=m1");
        nodes.node(1).lead(0, 1);
        nodes.node(1).append(0, "m3");
        nodes.node(0).follow(0, 1, 1);
        nodes.run(3 * SECOND);
        return nodes;
    }

    @Test
    void a_former_leader_takes_what_the_new_one_wrote_at_the_same_offset() {
        var nodes = hardFailure();

        assertThat(nodes.node(0).contents(0)).containsExactly("0@0=m1", "1@1=m3");
        assertThat(nodes.node(0).follower(0).done).containsExactly("truncate 1");
    }

    @Test
    void r5_keeps_what_lies_below_its_high_watermark() {
        var nodes = hardFailure(LogMutant.TRUNCATE_TO_HIGH_WATERMARK);
        nodes.node(1).append(0, "m4");
        nodes.run(SECOND);

        assertThat(nodes.node(0).contents(0)).containsExactly("0@0=m1", "1@0=m2", "2@1=m4");
    }

    /** The leader of epoch 0 has a tail that nobody else has; epoch 1 goes on without it, further than it. */
    private static Nodes unreplicatedTail(LogMutant... flaws) {
        var nodes = nodes(2, flaws);
        nodes.node(0).history(0, "0=a", "0=lost 1", "0=lost 2");
        nodes.node(1).history(0, "0=a");
        nodes.node(1).replica(0).commitTo(1);
        nodes.node(0).replica(0).commitTo(1);
        nodes.node(1).lead(0, 1, 0);
        nodes.node(1).append(0, "b", "c", "d", "e");
        nodes.node(0).follow(0, 1, 1);
        nodes.run(3 * SECOND);
        return nodes;
    }

    @Test
    void an_unreplicated_tail_is_truncated() {
        var nodes = unreplicatedTail();

        assertThat(nodes.node(0).contents(0)).isEqualTo(nodes.node(1).contents(0));
        assertThat(nodes.node(0).replica(0).highWatermark()).isEqualTo(5);
        assertThat(nodes.world.hits()).contains("follower truncates by epoch");
    }

    @Test
    void r4_keeps_an_unreplicated_tail() {
        var nodes = unreplicatedTail(LogMutant.DIVERGENCE_KEPT);

        assertThat(nodes.node(0).contents(0)).containsExactly("0@0=a", "1@0=lost 1", "2@0=lost 2", "3@1=d", "4@1=e");
    }

    @Test
    void r4_waits_where_its_leader_is_behind_and_then_keeps_its_tail() {
        var nodes = nodes(2, LogMutant.DIVERGENCE_KEPT);
        nodes.node(0).history(0, "0=a", "0=lost 1", "0=lost 2");
        nodes.node(1).history(0, "0=a");
        nodes.node(1).lead(0, 1);
        nodes.node(0).follow(0, 1, 1);
        nodes.run(SECOND);
        nodes.node(1).append(0, "b", "c", "d");
        nodes.run(SECOND);

        assertThat(nodes.node(0).contents(0)).containsExactly("0@0=a", "1@0=lost 1", "2@0=lost 2", "3@1=d");
    }

    /** KIP-279: each has epochs that the other does not know, and the follower's log ends within the leader's. */
    private static Nodes fastFailOver(LogMutant... flaws) {
        var nodes = nodes(2, flaws);
        nodes.node(0).history(0, "0=a", "0=b", "1=x", "1=y", "3=z");
        nodes.node(1).history(0, "0=a", "0=b", "2=c", "2=d", "2=e", "2=f");
        nodes.node(1).lead(0, 4);
        nodes.node(1).append(0, "g");
        nodes.node(0).follow(0, 1, 4);
        nodes.run(3 * SECOND);
        return nodes;
    }

    @Test
    void epochs_that_the_other_does_not_know_take_several_rounds() {
        var nodes = fastFailOver();

        assertThat(nodes.node(0).contents(0))
                .containsExactly("0@0=a", "1@0=b", "2@2=c", "3@2=d", "4@2=e", "5@2=f", "6@4=g");
        assertThat(nodes.node(0).follower(0).done).containsExactly("truncate 4", "truncate 2");
        assertThat(nodes.world.hits()).contains("truncation takes several rounds");
    }

    @Test
    void r6_takes_offsets_for_records() {
        var nodes = unreplicatedTail(LogMutant.EPOCHS_IGNORED);

        assertThat(nodes.node(0).contents(0)).containsExactly("0@0=a", "1@0=lost 1", "2@0=lost 2", "3@1=d", "4@1=e");
    }

    /** The leader of epoch 7 wrote nothing; in epoch 8 somebody leads whose records of epoch 6 it never had. */
    @Test
    void a_leader_that_wrote_nothing_takes_older_records_afterwards() {
        var nodes = nodes(2);
        nodes.node(0).history(0, "5=a");
        nodes.node(0).lead(0, 7);
        nodes.node(1).history(0, "5=a", "6=b");
        nodes.node(1).lead(0, 8);
        nodes.node(1).append(0, "c");
        nodes.node(0).follow(0, 1, 8);
        nodes.run(SECOND);

        assertThat(nodes.node(0).contents(0)).containsExactly("0@5=a", "1@6=b", "2@8=c");
        assertThat(nodes.node(0).follower(0).done).isEmpty();
    }

    @Test
    void a_log_that_agrees_is_not_touched() {
        var nodes = nodes(2);
        nodes.node(0).history(0, "0=a", "1=b");
        nodes.node(1).history(0, "0=a", "1=b", "3=c");
        nodes.node(1).lead(0, 4);
        nodes.node(0).follow(0, 1, 4);
        nodes.run(SECOND);

        assertThat(nodes.node(0).contents(0)).containsExactly("0@0=a", "1@1=b", "2@3=c");
        assertThat(nodes.node(0).follower(0).done).isEmpty();
    }
}
