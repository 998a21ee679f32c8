package io.waybill.workload;

import io.waybill.fault.Partition;
import io.waybill.history.Event;
import io.waybill.history.record.ConsumerSession;
import io.waybill.history.record.Recorder;
import io.waybill.system.ConsumerDriver;
import io.waybill.system.PollFailedException;
import io.waybill.system.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One consumer: polls until it is told where the end is, goes on until it is there, and says so. Meanwhile it may be
 * ended without warning, and begin anew where it was. Lives on a thread of its own.
 */
final class Receiver implements Runnable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** How long a partition must be silent for a position beyond its end to be believed. */
    private static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final byte[] NOTHING = {};

    private final String name;
    private final IntFunction<Session> sessions;
    private final Map<Partition, Part> parts;
    private final Recorder recorder;
    private final Tally tally;
    private final TrafficListener listener;
    private final CountDownLatch drained = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Errands errands = new Errands();
    private final Map<Partition, Long> positions = new TreeMap<>();
    private final Set<Partition> atEnd = new HashSet<>();
    private final Map<Partition, Long> beyondSince = new HashMap<>();
    private volatile @Nullable Map<Partition, Long> ends;
    private int opened;
    private @Nullable Session current;

    /**
     * What it is from its start to its end.
     *
     * @param history the consumer as the history knows it
     */
    record Session(ConsumerDriver driver, ConsumerSession history) {}

    /**
     * A partition that a receiver is to read.
     *
     * @param id its id in the history
     * @param start where reading begins
     */
    record Part(int id, long start) {}

    /**
     * Makes one that has not begun to read {@code parts}, and whose first session is open.
     *
     * @param sessions opens each session, counted from 0
     */
    Receiver(String name, IntFunction<Session> sessions, Map<Partition, Part> parts, Sender.Common common) {
        this.name = name;
        this.sessions = sessions;
        this.parts = new TreeMap<>(parts);
        parts.forEach((partition, part) -> positions.put(partition, part.start()));
        this.recorder = common.recorder();
        this.tally = common.tally();
        this.listener = common.listener();
        this.current = sessions.apply(opened++);
    }

    /** Tells it where the logs end: nothing will come behind that. */
    void readTo(Map<Partition, Long> logEnds) {
        Map<Partition, Long> own = new TreeMap<>();
        parts.keySet().forEach(partition -> own.put(partition, logEnds.getOrDefault(partition, Long.MAX_VALUE)));
        ends = own;
    }

    /** Waits until it has read everything; returns whether it has. */
    boolean awaitDrained(long nanos) throws InterruptedException {
        return drained.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Makes it end after the poll that is under way. */
    void stop() {
        stopped.countDown();
    }

    /** Ends its session as a killed process would end. Returns when it has ended. */
    void kill() {
        errands.await(this::endSession);
    }

    /** Lets it begin anew where it was ended, at what was not handed out yet. */
    void revive() {
        errands.await(() -> {
            if (current == null) {
                begin(sessions.apply(opened++));
            }
        });
    }

    @Override
    public void run() {
        try {
            Session first = current;
            if (first != null) {
                begin(first);
            }
            while (stopped.getCount() > 0 && drained.getCount() > 0) {
                readOn();
            }
            Session last = current;
            if (last != null) {
                last.history().closed(false);
            }
        } catch (InterruptedException e) {
            // Called off: what was read until now is in the history.
        } catch (RuntimeException | Error e) {
            listener.broken(name, e);
        } finally {
            stopped.countDown();
            errands.over();
            closeRegardless();
        }
    }

    private void closeRegardless() {
        Session open = current;
        try {
            if (open != null) {
                open.driver().close();
            }
        } catch (RuntimeException | Error e) {
            listener.broken(name, e);
        }
    }

    private void readOn() throws InterruptedException {
        errands.doNext(current == null ? POLL.toNanos() : 0);
        Session open = current;
        if (open == null) {
            return;
        }
        Map<Partition, Long> target = ends;
        Set<Partition> handed = poll(open);
        if (target != null && noteEnds(open, target, handed)) {
            drained.countDown();
        }
    }

    private void endSession() {
        Session open = current;
        if (open != null) {
            current = null;
            positions.putAll(positions(open.driver()));
            open.driver().close();
            open.history().closed(true);
        }
    }

    private void begin(Session anew) {
        current = anew;
        atEnd.clear();
        beyondSince.clear();
        anew.driver().assign(new TreeMap<>(positions));
        anew.history().assigned(parts.values().stream().map(Part::id).toList());
        positions.forEach((partition, position) -> anew.history().startsAt(id(partition), position));
    }

    /** Polls once and returns the partitions from which something came. */
    private Set<Partition> poll(Session open) {
        Map<Partition, Long> before = positions(open.driver());
        Recorder.PendingPoll poll = open.history().polling();
        List<Received> records;
        try {
            records = open.driver().poll(POLL);
        } catch (PollFailedException e) {
            failed(open, poll, before, e);
            return parts.keySet();
        }
        poll.returned();
        Set<Partition> handed = new HashSet<>();
        for (Received record : records) {
            handed.add(record.partition());
            byte[] key = record.key();
            int keyId = key == null ? Event.NONE : recorder.key(new String(key, StandardCharsets.UTF_8));
            byte[] value = record.value();
            poll.delivered(id(record.partition()), record.offset(), value == null ? NOTHING : value, keyId);
        }
        poll.ok();
        tally.delivered(records.size());
        return handed;
    }

    /**
     * A poll that moved nothing returned nothing. Otherwise nobody knows what it returned, and reading goes on anew.
     */
    private void failed(Session open, Recorder.PendingPoll poll, Map<Partition, Long> before, PollFailedException e) {
        tally.pollFailed();
        String reason = String.valueOf(e.getMessage());
        Map<Partition, Long> after = positions(open.driver());
        if (after.equals(before)) {
            poll.failed(reason);
            return;
        }
        poll.unknown(reason);
        after.forEach((partition, position) -> open.history().seeked(id(partition), position));
    }

    /** Notes the partitions of which everything was read; returns whether that is all of them. */
    private boolean noteEnds(Session open, Map<Partition, Long> target, Set<Partition> handed) {
        long nowNanos = recorder.now();
        target.forEach((partition, end) -> {
            // Only a poll that began at the end and returned nothing shows that nothing is left.
            long position = open.driver().position(partition);
            if (handed.contains(partition) || position < end) {
                beyondSince.remove(partition);
            } else if ((position == end || isBelieved(partition, nowNanos)) && atEnd.add(partition)) {
                open.history().reachedEnd(id(partition), position);
            }
        });
        return atEnd.size() == target.size();
    }

    /**
     * A position beyond the end is that of a log that was cut back below it, and what was written there since is still
     * to be read: the client learns that by the next answer, and the position is another one. Or something came late,
     * and this is the end.
     */
    private boolean isBelieved(Partition partition, long nowNanos) {
        return nowNanos - beyondSince.computeIfAbsent(partition, unused -> nowNanos) >= BELIEVED_NANOS;
    }

    private Map<Partition, Long> positions(ConsumerDriver driver) {
        Map<Partition, Long> now = new HashMap<>();
        parts.keySet().forEach(partition -> now.put(partition, driver.position(partition)));
        return now;
    }

    private int id(Partition partition) {
        Part part = parts.get(partition);
        if (part == null) {
            throw new IllegalStateException(
                    name + " was handed a record of " + partition.name() + ", which it does not read");
        }
        return part.id();
    }
}
