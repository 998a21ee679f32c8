package io.waybill.raft.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.environment.Randomness;
import io.waybill.raft.entry.Entry;
import io.waybill.raft.entry.EntryKind;
import io.waybill.raft.entry.Membership;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {

    static List<Message> messages() {
        var members = Membership.of(List.of(0, 1, 2), List.of(3), List.of(7));
        return List.of(
                new Message.VoteRequest(1, 5, true, false, 9, 4),
                new Message.VoteRequest(1, 5, false, true, 9, 4),
                new Message.VoteReply(2, 5, true, true, false),
                new Message.VoteReply(2, 5, false, false, true),
                new Message.AppendRequest(0, 6, 3, 2, 1, 5, List.of()),
                new Message.AppendRequest(
                        0,
                        6,
                        3,
                        2,
                        1,
                        5,
                        List.of(
                                Entry.nothing(4, 5),
                                new Entry(5, 6, EntryKind.COMMAND, ByteBuffer.wrap(new byte[] {1, 2, 3})),
                                Entry.of(6, 6, members))),
                new Message.AppendReply(3, 6, 12),
                new Message.AppendRefusal(3, 6, 12, 4, 10),
                new Message.Heartbeat(0, 6, 77, 5, 9),
                new Message.HeartbeatReply(1, 6, 77),
                new Message.SnapshotChunk(
                        0, 6, new SnapshotLabel(9, 5, members, 10, 1234), 4, ByteBuffer.wrap(new byte[] {9, 8})),
                new Message.SnapshotReply(1, 6, 9, 6, true),
                new Message.TimeoutNow(0, 6));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_is_read_as_it_was_written(Message message) {
        var bytes = MessageCodec.encode(message);

        assertThat(MessageCodec.decode(bytes)).isEqualTo(message);
        assertThat(Describe.of(message)).startsWith("t" + message.term());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_that_is_cut_short_is_refused(Message message) {
        var bytes = MessageCodec.encode(message);
        boolean endsInBytes = message instanceof Message.SnapshotChunk;

        // The piece of a snapshot is what is left of the frame.
        for (int length = 0; length < bytes.limit() - (endsInBytes ? 2 : 0); length++) {
            var cut = bytes.duplicate().limit(length);
            assertThatThrownBy(() -> MessageCodec.decode(cut)).isInstanceOf(MalformedMessageException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void bytes_that_are_changed_are_read_as_something_or_refused_but_nothing_else_happens(Message message) {
        var randomness = Randomness.ofSeed(7);
        var bytes = MessageCodec.encode(message);

        for (int i = 0; i < 2_000; i++) {
            var changed =
                    ByteBuffer.allocate(bytes.limit()).put(bytes.duplicate()).flip();
            int at = randomness.nextInt(changed.limit());
            changed.put(at, (byte) randomness.nextInt(256));
            try {
                assertThat(MessageCodec.decode(changed)).isNotNull();
            } catch (MalformedMessageException e) {
                assertThat(e).hasMessageMatching("(?s).*(must|cut short|wrong|hold).*");
            }
        }
    }

    @Test
    void a_frame_with_something_behind_the_message_is_refused() {
        var longer = ByteBuffer.allocate(40).put(MessageCodec.encode(new Message.TimeoutNow(0, 6)));

        assertThatThrownBy(() -> MessageCodec.decode(longer.flip().limit(20)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("4 bytes follow");
    }
}
