package io.waybill.client.consumer;

import io.waybill.client.cluster.ClusterMetadata;
import io.waybill.client.cluster.MetadataSettings;
import io.waybill.client.config.ConsumerSettings;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Timers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that is told what to read. It fetches ahead of what it hands out, one request at a time from each broker,
 * and says the epoch of the last record that it has, so that a leader whose log parts from it says so (KIP-320): a
 * truncated log is an error of a poll and never a silent jump.
 *
 * <p>Used on the environment's loop only, where it also calls back; never before the call has returned.
 */
public final class Consumer {

    private static final long MILLI = 1_000_000;

    private final Environment environment;
    private final ConsumerSettings settings;
    private final ClusterMetadata metadata;
    private final SortedMap<TopicPart, Assigned> assigned = new TreeMap<>();
    private final Fetching fetching;
    private @Nullable Poll poll;
    private int turn;
    private boolean closed;

    /** A poll that was not answered yet. */
    private record Poll(java.util.function.Consumer<PollResult> done, Timers.Timer timer) {}

    /** Makes a consumer that reads nothing yet. */
    public Consumer(Environment environment, List<Endpoint> bootstrap, ConsumerSettings settings) {
        this.environment = environment;
        this.settings = settings;
        this.metadata = new ClusterMetadata(
                environment,
                new MetadataSettings(
                        bootstrap,
                        settings.clientId(),
                        settings.retryBackoffMillis(),
                        settings.requestTimeoutMillis(),
                        settings.metadataMaxAgeMillis()),
                this::moved);
        this.fetching = new Fetching(environment, settings, metadata, assigned.values(), this::moved);
    }

    /** Makes these all its partitions, with the offset of the first record wanted of each. */
    public void assign(SortedMap<TopicPart, Long> starts) {
        assigned.values().forEach(each -> each.generation++);
        assigned.clear();
        starts.forEach((part, offset) -> {
            assigned.put(part, new Assigned(part, offset));
            metadata.want(part.topic());
        });
        environment.timers().post(this::moved);
    }

    /** Goes on at another offset of a partition. */
    public void seek(TopicPart part, long offset) {
        known(part).seek(offset);
        environment.timers().post(this::moved);
    }

    /** Hands out nothing of some partitions until {@link #resume}. */
    public void pause(Collection<TopicPart> parts) {
        parts.forEach(part -> known(part).isPaused = true);
    }

    /** Hands out records of some partitions again. */
    public void resume(Collection<TopicPart> parts) {
        parts.forEach(part -> known(part).isPaused = false);
        environment.timers().post(this::moved);
    }

    /** Returns the offset of the record that is handed out next. */
    public long position(TopicPart part) {
        return known(part).position;
    }

    private Assigned known(TopicPart part) {
        var known = assigned.get(part);
        if (known == null) {
            throw new IllegalStateException(part + " is not assigned; assigned are " + assigned.keySet());
        }
        return known;
    }

    /**
     * Asks for records.
     *
     * @param timeoutNanos how long to wait where there are none
     * @param done is told once; nothing where none came in time
     * @throws IllegalStateException where another poll waits, or it is closed
     */
    public void poll(long timeoutNanos, java.util.function.Consumer<PollResult> done) {
        if (poll != null || closed) {
            throw new IllegalStateException(closed ? "the consumer is closed" : "a poll waits already");
        }
        poll = new Poll(done, environment.timers().after(timeoutNanos, this::pollEnds));
        if (assigned.values().stream().anyMatch(Assigned::hasNews)) {
            environment.timers().post(this::moved);
        }
    }

    /** Time is over; what is there already is handed out all the same. */
    private void pollEnds() {
        if (!handOut()) {
            answer(new PollResult.Records(List.of()));
        }
    }

    /** Asks for the first offset of a partition, after what is asked of its leader. */
    public void beginningOffset(TopicPart part, long timeoutNanos, java.util.function.Consumer<OffsetAnswer> done) {
        metadata.want(part.topic());
        fetching.offset(part, Fetching.EARLIEST, deadline(timeoutNanos), done);
    }

    /** Asks for the offset after the last record of a partition that this consumer may be given. */
    public void endOffset(TopicPart part, long timeoutNanos, java.util.function.Consumer<OffsetAnswer> done) {
        metadata.want(part.topic());
        fetching.offset(part, Fetching.LATEST, deadline(timeoutNanos), done);
    }

    /** Asks for the first record of a time, in milliseconds since 1970, or later. */
    public void offsetOfTime(
            TopicPart part, long timestampMillis, long timeoutNanos, java.util.function.Consumer<OffsetAnswer> done) {
        metadata.want(part.topic());
        fetching.offset(part, timestampMillis, deadline(timeoutNanos), done);
    }

    private long deadline(long timeoutNanos) {
        return environment.clock().nanos() + Math.max(timeoutNanos, MILLI);
    }

    /** Ends it. A poll that waits is told that there is nothing. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        assigned.values().forEach(each -> each.generation++);
        assigned.clear();
        environment.timers().post(() -> answer(new PollResult.Records(List.of())));
        fetching.close();
        metadata.close();
    }

    /** Something has come, or changed. */
    private void moved() {
        if (closed) {
            return;
        }
        handOut();
        fetching.fetch();
    }

    /** Answers the poll that waits, if there is something for it. Returns whether it did. */
    private boolean handOut() {
        if (poll == null) {
            return false;
        }
        for (Assigned each : assigned.values()) {
            var problem = each.problem;
            // What came before the error is handed out before it.
            if (problem != null && each.buffer.isEmpty()) {
                each.problem = null;
                answer(problem);
                return true;
            }
        }
        var records = take();
        if (records.isEmpty()) {
            return false;
        }
        answer(new PollResult.Records(records));
        return true;
    }

    private List<ConsumerRecord> take() {
        List<ConsumerRecord> records = new ArrayList<>();
        var all = new ArrayList<>(assigned.values());
        // Each poll begins with another partition, so that a busy one does not keep the others waiting.
        turn++;
        for (int i = 0; i < all.size(); i++) {
            var each = all.get((turn + i) % all.size());
            while (!each.isPaused && !each.buffer.isEmpty() && records.size() < settings.maxPollRecords()) {
                var record = each.buffer.remove();
                each.position = record.offset() + 1;
                records.add(record);
            }
            if (each.buffer.isEmpty()) {
                // Markers and aborted records are passed over.
                each.position = Math.max(each.position, each.fetchOffset);
            }
        }
        return records;
    }

    private void answer(PollResult result) {
        var waiting = poll;
        if (waiting != null) {
            poll = null;
            waiting.timer().cancel();
            waiting.done().accept(result);
        }
    }
}
