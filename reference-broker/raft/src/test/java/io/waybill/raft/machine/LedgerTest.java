package io.waybill.raft.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static ByteBuffer bytes(int... values) {
        var bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }

    @Test
    void appends_give_offsets_from_0_on_in_each_partition() {
        var ledger = new Ledger(2);

        var offsets = List.of(
                Ledger.offsetOf(ledger.apply(1, Ledger.append(0, bytes(1)))),
                Ledger.offsetOf(ledger.apply(2, Ledger.append(1, bytes(2)))),
                Ledger.offsetOf(ledger.apply(3, Ledger.append(0, bytes(3)))));

        assertThat(offsets).containsExactly(0L, 0L, 1L);
    }

    @Test
    void a_poll_gives_messages_from_an_offset_on_and_the_end() {
        var ledger = new Ledger(1);
        for (int i = 0; i < 5; i++) {
            ledger.apply(i + 1, Ledger.append(0, bytes(i)));
        }

        var polled = Ledger.polledOf(ledger.query(Ledger.poll(0, 2, 2)));

        assertThat(polled)
                .isEqualTo(new Polled(5, List.of(new Polled.Message(2, bytes(2)), new Polled.Message(3, bytes(3)))));
    }

    @Test
    void a_poll_beyond_the_end_gives_nothing_but_the_end() {
        var ledger = new Ledger(1);

        assertThat(Ledger.polledOf(ledger.query(Ledger.poll(0, 9, 9)))).isEqualTo(new Polled(0, List.of()));
    }

    @Test
    void what_makes_no_sense_changes_nothing() {
        var ledger = new Ledger(1);

        var results = List.of(
                ledger.apply(1, bytes()),
                ledger.apply(2, bytes(9, 9, 9, 9, 9, 9)),
                ledger.apply(3, Ledger.append(4, bytes())));

        assertThat(results).containsOnly(bytes(1));
        assertThat(ledger.endOffset(0)).isZero();
    }

    @Test
    void a_snapshot_gives_the_same_state_and_the_same_bytes() {
        var ledger = new Ledger(2);
        for (int i = 0; i < 20; i++) {
            ledger.apply(i + 1, Ledger.append(i % 2, bytes(i, i, i)));
        }
        var other = new Ledger(2);

        other.restore(ledger.snapshot());

        assertThat(other.snapshot()).isEqualTo(ledger.snapshot());
        assertThat(other.digest()).isEqualTo(ledger.digest());
        assertThat(other.apply(21, Ledger.append(0, bytes(5)))).isEqualTo(ledger.apply(21, Ledger.append(0, bytes(5))));
        assertThat(other.digest()).isEqualTo(ledger.digest());
    }

    @Test
    void a_command_that_is_repeated_gives_the_first_result_and_takes_effect_once() {
        var ledger = new Ledger(1);
        var once = new AppliedOnce(ledger);
        var command = AppliedOnce.command(7, 1, Ledger.append(0, bytes(1)));

        var first = once.apply(1, command);
        var second = once.apply(2, command);

        assertThat(second).isEqualTo(first);
        assertThat(ledger.endOffset(0)).isEqualTo(1);
    }

    @Test
    void a_command_that_comes_after_its_successor_takes_no_effect() {
        var ledger = new Ledger(1);
        var once = new AppliedOnce(ledger);
        once.apply(1, AppliedOnce.command(7, 2, Ledger.append(0, bytes(2))));

        var late = once.apply(2, AppliedOnce.command(7, 1, Ledger.append(0, bytes(1))));

        assertThat(late).isNull();
        assertThat(ledger.endOffset(0)).isEqualTo(1);
    }

    @Test
    void a_command_of_no_session_takes_effect_as_often_as_it_is_there() {
        var ledger = new Ledger(1);
        var once = new AppliedOnce(ledger);
        var command = AppliedOnce.command(Ledger.append(0, bytes(1)));

        var first = once.apply(1, command);
        long digestThen = once.digest();
        var second = once.apply(2, command);

        assertThat(second).isNotEqualTo(first);
        assertThat(ledger.endOffset(0)).isEqualTo(2);
        assertThat(once.digest()).isNotEqualTo(digestThen);
    }

    @Test
    void commands_of_no_session_leave_those_of_sessions_alone() {
        var ledger = new Ledger(1);
        var once = new AppliedOnce(ledger);
        var command = AppliedOnce.command(7, 1, Ledger.append(0, bytes(1)));
        var result = once.apply(1, command);

        once.apply(2, AppliedOnce.command(Ledger.append(0, bytes(2))));
        var repeated = once.apply(3, command);

        assertThat(repeated).isEqualTo(result);
        assertThat(ledger.endOffset(0)).isEqualTo(2);
    }

    @Test
    void sessions_survive_a_snapshot() {
        var ledger = new Ledger(1);
        var once = new AppliedOnce(ledger);
        var command = AppliedOnce.command(7, 1, Ledger.append(0, bytes(1)));
        once.apply(1, command);
        var otherLedger = new Ledger(1);
        var other = new AppliedOnce(otherLedger);

        other.restore(once.snapshot());
        other.apply(2, command);

        assertThat(otherLedger.endOffset(0)).isEqualTo(1);
        assertThat(other.digest()).isEqualTo(once.digest());
        assertThat(other.snapshot()).isEqualTo(once.snapshot());
    }
}
