package io.waybill.raft.machine;

import java.nio.ByteBuffer;

/**
 * State that commands change, in the same way on every member. Used on the node's loop only. Buffers that are passed in
 * are read from position to limit, which stay where they are.
 */
public interface StateMachine {

    /**
     * Applies a command. The state after it and the result depend on the state before it and the command alone; a
     * command that makes no sense changes nothing and gives a result that says so.
     *
     * @param index the command's place in the log
     * @return the result, from position to limit; must not be changed afterwards
     */
    ByteBuffer apply(long index, ByteBuffer command);

    /** Answers a query and changes nothing. */
    ByteBuffer query(ByteBuffer query);

    /** Returns the whole state as bytes; equal states give equal bytes. */
    ByteBuffer snapshot();

    /**
     * Replaces the state by one that {@link #snapshot} gave.
     *
     * @throws IllegalArgumentException where the bytes are no such state
     */
    void restore(ByteBuffer snapshot);

    /**
     * Returns a digest of everything that was applied, kept up to date by {@link #apply} and part of the snapshot:
     * members that have applied the same commands have the same.
     */
    long digest();
}
