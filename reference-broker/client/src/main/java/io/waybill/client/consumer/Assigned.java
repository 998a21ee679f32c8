package io.waybill.client.consumer;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What a consumer knows of one partition that it reads. */
final class Assigned {

    final TopicPart part;

    /** Records that were fetched and not handed out, in order. */
    final ArrayDeque<ConsumerRecord> buffer = new ArrayDeque<>();

    /** The offset of the record that is handed out next. */
    long position;

    /** The offset that is fetched next. */
    long fetchOffset;

    /** The leader epoch of the last record fetched, -1 where none was. */
    int fetchedEpoch = -1;

    /** Grows whenever an answer that is under way must not count any more. */
    long generation;

    /** A broker to read from instead of the leader (KIP-392), -1 for none. */
    int preferred = -1;

    /** After which the leader is asked again. */
    long preferredUntilNanos;

    long notBeforeNanos;
    boolean isFetching;
    boolean isPaused;

    /** Whether the offset to go on at is being asked for. */
    boolean isResetting;

    /** What the next poll has to say instead of records; null where nothing. */
    PollResult.@Nullable Failed problem;

    Assigned(TopicPart part, long position) {
        this.part = part;
        this.position = position;
        this.fetchOffset = position;
    }

    /** Returns whether a poll has anything to do here before more is fetched. */
    boolean hasNews() {
        return problem != null || !buffer.isEmpty() || position < fetchOffset;
    }

    /** Forgets what was fetched and goes on at an offset. */
    void seek(long offset) {
        buffer.clear();
        position = offset;
        fetchOffset = offset;
        fetchedEpoch = -1;
        preferred = -1;
        isResetting = false;
        problem = null;
        generation++;
    }
}
