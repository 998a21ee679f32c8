package io.waybill.history;

/**
 * The identity of a message within its history: which producer session wrote it, to which partition, as its how-manieth
 * message there.
 *
 * <p>The sequence is dense from 0 within (session, partition), so that whatever is known of a message is found by an
 * array index instead of a hash look-up.
 *
 * @param session the producer session's id, see {@link Event.SessionDefined}
 * @param partition the partition's id, see {@link Event.PartitionDefined}
 * @param sequence 0 or more, dense within (session, partition)
 */
public record MessageId(int session, int partition, long sequence) {

    /** Stands for the session of a record that this run did not write: some other producer's payload. */
    public static final int FOREIGN = -1;

    /** Stands for the session of a record whose payload is marked as ours but whose checksum is wrong. */
    public static final int CORRUPT = -2;

    /** Stands for the session of a record of ours that was sent to another partition than the one it was read from. */
    public static final int MISPLACED = -3;

    /** Returns whether the record was written by this run and its payload is intact. */
    public boolean isOurs() {
        return session >= 0;
    }

    @Override
    public String toString() {
        if (session == FOREIGN) {
            return "foreign";
        }
        if (session == CORRUPT) {
            return "corrupt";
        }
        return (session == MISPLACED ? "misplaced" : session) + "/" + partition + "/" + sequence;
    }
}
