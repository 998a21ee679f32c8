package io.waybill.raft.machine;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A machine whose commands take effect once, however often they are in the log: each comes with its client's session
 * and a sequence that ascends within it, and the last result of each session is kept (Raft §8). A command of no session
 * takes effect as often as it is there: who proposes such must not repeat it, or must know that repeating does no harm.
 *
 * <pre>
 * command:   session i64 | sequence i64 | command of the machine
 * snapshot:  digest i64 | sessions i32 | (session i64 | sequence i64 | size i32 | result)* | snapshot of the machine
 * </pre>
 *
 * <p>Of more than 65,536 sessions the one that was silent for longest is forgotten: a command of it that is repeated
 * after that would take effect again.
 */
public final class AppliedOnce {

    /** The session of commands that belong to none. */
    public static final long NO_SESSION = 0;

    private static final int HEAD_BYTES = 2 * Long.BYTES;
    private static final int SESSION_BYTES = HEAD_BYTES + Integer.BYTES;
    private static final int MOST_SESSIONS = 65_536;

    private final StateMachine machine;
    private final LinkedHashMap<Long, Last> sessions = new LinkedHashMap<>();
    private long digest;

    private record Last(long sequence, ByteBuffer result) {}

    /** Guards a machine, which nobody else must use from now on. */
    public AppliedOnce(StateMachine machine) {
        this.machine = machine;
    }

    /** Returns the bytes of a command that belongs to no session. */
    public static ByteBuffer command(ByteBuffer command) {
        return command(NO_SESSION, 0, command);
    }

    /** Returns the bytes of a command. */
    public static ByteBuffer command(long session, long sequence, ByteBuffer command) {
        return ByteBuffer.allocate(HEAD_BYTES + command.remaining())
                .putLong(session)
                .putLong(sequence)
                .put(command.duplicate())
                .flip();
    }

    /**
     * Applies a command, or repeats the result where it was applied before.
     *
     * @return null where the session has gone on since: nobody waits for this command's result any more
     */
    public @Nullable ByteBuffer apply(long index, ByteBuffer command) {
        int at = command.position();
        if (command.remaining() < HEAD_BYTES) {
            return null;
        }
        long session = command.getLong(at);
        long sequence = command.getLong(at + Long.BYTES);
        var last = sessions.get(session);
        if (last != null && sequence <= last.sequence()) {
            return sequence == last.sequence() ? last.result() : null;
        }
        var result = machine.apply(index, command.slice(at + HEAD_BYTES, command.remaining() - HEAD_BYTES));
        if (session != NO_SESSION) {
            remember(session, new Last(sequence, result));
        }
        digest = Digest.of(Digest.of(Digest.of(digest, session), sequence), machine.digest());
        return result;
    }

    private void remember(long session, Last last) {
        sessions.remove(session);
        sessions.put(session, last);
        if (sessions.size() > MOST_SESSIONS) {
            sessions.remove(sessions.keySet().iterator().next());
        }
    }

    /** Answers a query. */
    public ByteBuffer query(ByteBuffer query) {
        return machine.query(query);
    }

    /** Returns the digest of everything that was applied. */
    public long digest() {
        return digest;
    }

    /** Returns sessions and state as bytes. */
    public ByteBuffer snapshot() {
        var state = machine.snapshot();
        int sizeBytes = Long.BYTES + Integer.BYTES + state.remaining();
        for (Last last : sessions.values()) {
            sizeBytes += SESSION_BYTES + last.result().remaining();
        }
        var out = ByteBuffer.allocate(sizeBytes);
        out.putLong(digest).putInt(sessions.size());
        sessions.forEach((session, last) -> out.putLong(session)
                .putLong(last.sequence())
                .putInt(last.result().remaining())
                .put(last.result().duplicate()));
        return out.put(state.duplicate()).flip();
    }

    /**
     * Puts a state that {@link #snapshot} gave in place of this one.
     *
     * @throws IllegalArgumentException where the bytes are no such state
     */
    public void restore(ByteBuffer snapshot) {
        var in = snapshot.duplicate();
        long digestThen = in.getLong();
        int count = in.getInt();
        sessions.clear();
        for (int i = 0; i < count; i++) {
            long session = in.getLong();
            long sequence = in.getLong();
            int sizeBytes = in.getInt();
            sessions.put(session, new Last(sequence, in.slice(in.position(), sizeBytes)));
            in.position(in.position() + sizeBytes);
        }
        machine.restore(in.slice());
        digest = digestThen;
    }
}
