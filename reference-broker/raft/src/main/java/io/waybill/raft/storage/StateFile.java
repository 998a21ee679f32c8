package io.waybill.raft.storage;

import io.waybill.raft.entry.HardState;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Term and vote as bytes. There are two files with the same records, each appended to and synced for every change, so
 * that one flipped bit takes nothing back: a vote that is forgotten is a second vote.
 *
 * <pre>
 * mark i32 | version i64 | term i64 | vote i32 | abstains u8 | durable index i64 | CRC32C i32
 * </pre>
 */
final class StateFile {

    static final String[] NAMES = {"state-0", "state-1"};
    static final int RECORD_BYTES = 37;

    private static final int MARK = 0x57_42_48_53;
    private static final int CHECKED_BYTES = RECORD_BYTES - Integer.BYTES;

    /** A state with the number of the change that made it. */
    record Versioned(long version, HardState state) {}

    private StateFile() {}

    static ByteBuffer record(Versioned versioned) {
        var state = versioned.state();
        var out = ByteBuffer.allocate(RECORD_BYTES);
        out.putInt(MARK).putLong(versioned.version()).putLong(state.term()).putInt(state.votedFor());
        out.put((byte) (state.abstains() ? 1 : 0)).putLong(state.durableIndex());
        out.putInt(Checksum.of(out, 0, CHECKED_BYTES));
        return out.flip();
    }

    /** Returns the latest state that a file holds; null where it holds none. */
    static @Nullable Versioned latest(ByteBuffer in) {
        Versioned latest = null;
        for (int at = 0; at + RECORD_BYTES <= in.limit(); at += RECORD_BYTES) {
            boolean right =
                    in.getInt(at) == MARK && Checksum.of(in, at, CHECKED_BYTES) == in.getInt(at + CHECKED_BYTES);
            if (right && (latest == null || in.getLong(at + 4) > latest.version())) {
                latest = new Versioned(
                        in.getLong(at + 4),
                        new HardState(
                                in.getLong(at + 12), in.getInt(at + 20), in.get(at + 24) != 0, in.getLong(at + 25)));
            }
        }
        return latest;
    }

    /** Returns the later of two states. */
    static @Nullable Versioned later(@Nullable Versioned one, @Nullable Versioned other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.version() >= other.version() ? one : other;
    }
}
