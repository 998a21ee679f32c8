package io.waybill.checker.log;

import org.jspecify.annotations.Nullable;

/** What is known of the sends of a partition, and of what became of them in one pass. */
interface KnownSends {

    /**
     * Returns what is known of a message, to be changed and {@link #put} back; null where it is settled. Of a message
     * that nobody sent, the entry is {@link Page#EMPTY}.
     */
    @Nullable
    Entry look(int session, long sequence);

    /** Stores what is known of a message that is not settled. */
    void put(int session, long sequence, Entry entry);
}
