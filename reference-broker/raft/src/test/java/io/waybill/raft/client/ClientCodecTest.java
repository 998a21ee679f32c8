package io.waybill.raft.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.raft.entry.ChangeKind;
import io.waybill.raft.entry.Membership;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientCodecTest {

    private static final ByteBuffer BYTES = ByteBuffer.wrap(new byte[] {1, 2, 3});

    @Test
    void requests_are_read_as_they_were_written() {
        var requests = List.of(
                new ClientRequest.Propose(1, 2, 3, BYTES),
                new ClientRequest.Read(4, BYTES),
                new ClientRequest.Change(5, ChangeKind.REMOVE, 2),
                new ClientRequest.Transfer(6, 1),
                new ClientRequest.Status(7));

        for (ClientRequest request : requests) {
            assertThat(ClientCodec.request(ClientCodec.encode(request))).isEqualTo(request);
        }
    }

    @Test
    void replies_are_read_as_they_were_written() {
        var members = Membership.of(List.of(0, 1), List.of(), List.of());
        var replies = List.of(
                new ClientReply.Done(1, BYTES),
                new ClientReply.NotLeader(2, -1),
                new ClientReply.Declined(3, "no"),
                new ClientReply.Unknown(4, "perhaps ü"),
                new ClientReply.Health(5, new MemberStatus(0, 7, 1, 3, 2, 4, members, "Q4: …")));

        for (ClientReply reply : replies) {
            assertThat(ClientCodec.reply(ClientCodec.encode(reply))).isEqualTo(reply);
        }
    }

    @Test
    void a_frame_that_is_cut_short_is_refused() {
        var bytes = ClientCodec.encode(new ClientRequest.Change(5, ChangeKind.REMOVE, 2));

        for (int length = 0; length < bytes.limit(); length++) {
            var cut = bytes.duplicate().limit(length);
            assertThatThrownBy(() -> ClientCodec.request(cut)).isInstanceOf(MalformedFrameException.class);
        }
    }

    @Test
    void a_proposal_of_no_session_is_refused_since_a_client_may_repeat_it() {
        var bytes = ClientCodec.encode(new ClientRequest.Propose(1, 2, 3, BYTES));
        int session = bytes.limit() - BYTES.remaining() - 2 * Long.BYTES;
        bytes.putLong(session, 0);

        assertThatThrownBy(() -> ClientCodec.request(bytes))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("the session of a proposal must not be 0");
    }
}
