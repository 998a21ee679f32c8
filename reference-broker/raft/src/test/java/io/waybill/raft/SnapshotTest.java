package io.waybill.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.raft.entry.HardState;
import io.waybill.raft.entry.Membership;
import io.waybill.raft.entry.SnapshotImage;
import io.waybill.raft.message.Message.AppendRefusal;
import io.waybill.raft.message.Message.AppendRequest;
import io.waybill.raft.message.Message.SnapshotChunk;
import io.waybill.raft.message.Message.SnapshotReply;
import io.waybill.raft.message.SnapshotLabel;
import io.waybill.raft.settings.Mutants;
import io.waybill.raft.settings.QuorumMutant;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final Membership THREE = Membership.of(List.of(0, 1, 2), List.of(), List.of());
    private static final byte[] CONTENT =
            "the state after many entries".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final SnapshotLabel LABEL =
            new SnapshotLabel(20, 3, THREE, CONTENT.length, SnapshotAssembly.checksumOf(ByteBuffer.wrap(CONTENT)));

    private static SnapshotChunk chunk(int from, long term, int offset, int end) {
        return new SnapshotChunk(from, term, LABEL, offset, ByteBuffer.wrap(CONTENT, offset, end - offset));
    }

    @Test
    void a_follower_that_is_too_far_behind_gets_a_snapshot_in_pieces() {
        var leader = Bench.of(0, 3, Bench.disk(1, HardState.NOBODY, 1, 1, 1, 1), Mutants.NONE);
        leader.lead(1);
        leader.acknowledge(1, 5);
        leader.core.snapshotTaken(new SnapshotImage(5, 2, THREE, ByteBuffer.wrap(CONTENT)));
        leader.forget();

        leader.receive(new AppendRefusal(2, 2, 4, 0, 1));
        leader.receive(new SnapshotReply(2, 2, 5, 10, false));
        leader.receive(new SnapshotReply(2, 2, 5, 20, false));
        leader.receive(new SnapshotReply(2, 2, 5, 0, true));

        assertThat(leader.sent(SnapshotChunk.class))
                .extracting(SnapshotChunk::offset)
                .containsExactly(0, 10, 20);
        assertThat(leader.last(AppendRequest.class).previousIndex()).isEqualTo(5);
    }

    @Test
    void pieces_make_a_snapshot_that_replaces_the_log() {
        var follower = Bench.of(0, 3, Bench.disk(3, HardState.NOBODY, 1, 2), Mutants.NONE);

        follower.receive(chunk(1, 3, 0, 10));
        follower.receive(chunk(1, 3, 10, CONTENT.length));

        assertThat(follower.installed.content()).isEqualTo(ByteBuffer.wrap(CONTENT));
        assertThat(follower.view().lastIndex()).isEqualTo(20);
        assertThat(follower.view().commitIndex()).isEqualTo(20);
        assertThat(follower.last(SnapshotReply.class).installed()).isTrue();
    }

    @Test
    void a_snapshot_is_acknowledged_only_once_it_is_durable() {
        var follower = Bench.of(0, 3);
        follower.fastDisk = false;
        follower.receive(chunk(1, 3, 0, CONTENT.length));
        boolean early = follower.sent(SnapshotReply.class).stream().anyMatch(SnapshotReply::installed);

        follower.persist();

        assertThat(early).isFalse();
        assertThat(follower.last(SnapshotReply.class).installed()).isTrue();
    }

    @Test
    void another_leader_goes_on_where_the_first_one_stopped() {
        var follower = Bench.of(0, 3);
        follower.receive(chunk(1, 3, 0, 10));

        follower.receive(chunk(2, 4, 0, 10));
        int wanted = follower.last(SnapshotReply.class).nextOffset();
        follower.receive(chunk(2, 4, wanted, CONTENT.length));

        assertThat(wanted).isEqualTo(10);
        assertThat(follower.installed.index()).isEqualTo(20);
    }

    @Test
    void a_snapshot_whose_checksum_is_wrong_is_asked_for_again() {
        var follower = Bench.of(0, 3);
        var wrong = new SnapshotLabel(20, 3, THREE, CONTENT.length, LABEL.checksum() + 1);

        follower.receive(new SnapshotChunk(1, 3, wrong, 0, ByteBuffer.wrap(CONTENT)));

        assertThat(follower.installed).isNull();
        assertThat(follower.last(SnapshotReply.class).nextOffset()).isZero();
    }

    @Test
    void a_snapshot_of_what_is_committed_already_changes_nothing() {
        var follower = Bench.of(0, 3);
        follower.receive(chunk(1, 3, 0, CONTENT.length));
        follower.receive(new AppendRequest(1, 3, 20, 3, 22, 22, Bench.entries(20, 3, 3)));
        follower.installed = null;

        follower.receive(chunk(1, 3, 0, CONTENT.length));

        assertThat(follower.installed).isNull();
        assertThat(follower.view().commitIndex()).isEqualTo(22);
    }

    @Test
    void the_mutant_q11_goes_back_to_an_older_snapshot() {
        var follower = Bench.of(0, 3, Bench.disk(3, HardState.NOBODY), Mutants.of(QuorumMutant.Q11));
        follower.receive(chunk(1, 3, 0, CONTENT.length));
        follower.receive(new AppendRequest(1, 3, 20, 3, 22, 22, Bench.entries(20, 3, 3)));

        follower.receive(chunk(1, 3, 0, CONTENT.length));

        assertThat(follower.view().commitIndex()).isEqualTo(20);
    }

    @Test
    void a_log_that_has_the_snapshots_last_entry_is_kept() {
        var terms = new long[22];
        java.util.Arrays.fill(terms, 3);
        var follower = Bench.of(0, 3, Bench.disk(3, HardState.NOBODY, terms), Mutants.NONE);

        follower.receive(chunk(1, 3, 0, CONTENT.length));

        assertThat(follower.installed).isNull();
        assertThat(follower.view().lastIndex()).isEqualTo(22);
        assertThat(follower.view().commitIndex()).isEqualTo(20);
    }
}
