package io.waybill.log.exchange;

import java.util.function.Function;

/** What became of an append. */
public sealed interface AppendOutcome {

    /** Returns what the case that it is gives. */
    <R> R match(Function<Appended, R> appended, Function<Duplicate, R> duplicate, Function<Refused, R> refused);

    /**
     * The batches are in the log; not yet durable, not yet replicated.
     *
     * @param firstOffset of the first record
     * @param lastOffset of the last record; {@code firstOffset - 1} where a follower was given nothing
     * @param appendMillis the timestamp of the records where the log gives it, else -1
     */
    record Appended(long firstOffset, long lastOffset, long appendMillis) implements AppendOutcome {
        @Override
        public <R> R match(
                Function<Appended, R> appended, Function<Duplicate, R> duplicate, Function<Refused, R> refused) {
            return appended.apply(this);
        }
    }

    /**
     * The batch is in the log since an earlier append; perhaps not yet durable or replicated.
     *
     * @param firstOffset of its first record there
     * @param lastOffset of its last record there
     * @param appendMillis the timestamp of the records where the log gives it, else -1
     */
    record Duplicate(long firstOffset, long lastOffset, long appendMillis) implements AppendOutcome {
        @Override
        public <R> R match(
                Function<Appended, R> appended, Function<Duplicate, R> duplicate, Function<Refused, R> refused) {
            return duplicate.apply(this);
        }
    }

    /**
     * Nothing was appended, and nothing changed.
     *
     * @param detail the values, and what was expected
     */
    record Refused(Refusal reason, String detail) implements AppendOutcome {
        @Override
        public <R> R match(
                Function<Appended, R> appended, Function<Duplicate, R> duplicate, Function<Refused, R> refused) {
            return refused.apply(this);
        }
    }
}
