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
import org.jspecify.annotations.Nullable;

/**
 * One consumer: polls until it is told where the end is, goes on until it is there, and says so. Lives on a thread of
 * its own.
 */
final class Receiver implements Runnable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final byte[] NOTHING = {};

    private final String name;
    private final ConsumerDriver driver;
    private final ConsumerSession session;
    private final Map<Partition, Part> parts;
    private final Recorder recorder;
    private final Tally tally;
    private final TrafficListener listener;
    private final CountDownLatch drained = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Map<Partition, Long> ends;

    /**
     * A partition that a receiver is to read.
     *
     * @param id its id in the history
     * @param start where reading begins
     */
    record Part(int id, long start) {}

    /** Makes one that has not begun to read {@code parts}. */
    Receiver(
            String name,
            ConsumerDriver driver,
            ConsumerSession session,
            Map<Partition, Part> parts,
            Sender.Common common) {
        this.name = name;
        this.driver = driver;
        this.session = session;
        this.parts = new TreeMap<>(parts);
        this.recorder = common.recorder();
        this.tally = common.tally();
        this.listener = common.listener();
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

    @Override
    public void run() {
        boolean crashed = true;
        try (driver) {
            begin();
            Set<Partition> atEnd = new HashSet<>();
            while (stopped.getCount() > 0 && drained.getCount() > 0) {
                Map<Partition, Long> target = ends;
                Set<Partition> handed = poll();
                if (target != null && noteEnds(target, handed, atEnd)) {
                    drained.countDown();
                }
            }
            crashed = false;
            session.closed(false);
        } catch (RuntimeException | Error e) {
            listener.broken(name, e);
        } finally {
            if (crashed) {
                stopped.countDown();
            }
        }
    }

    private void begin() {
        Map<Partition, Long> starts = new TreeMap<>();
        parts.forEach((partition, part) -> starts.put(partition, part.start()));
        driver.assign(starts);
        session.assigned(parts.values().stream().map(Part::id).toList());
        parts.values().forEach(part -> session.startsAt(part.id(), part.start()));
    }

    /** Polls once and returns the partitions from which something came. */
    private Set<Partition> poll() {
        Map<Partition, Long> before = positions();
        Recorder.PendingPoll poll = session.polling();
        List<Received> records;
        try {
            records = driver.poll(POLL);
        } catch (PollFailedException e) {
            failed(poll, before, e);
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
    private void failed(Recorder.PendingPoll poll, Map<Partition, Long> before, PollFailedException e) {
        tally.pollFailed();
        String reason = String.valueOf(e.getMessage());
        Map<Partition, Long> after = positions();
        if (after.equals(before)) {
            poll.failed(reason);
            return;
        }
        poll.unknown(reason);
        after.forEach((partition, position) -> session.seeked(id(partition), position));
    }

    /** Notes the partitions of which everything was read; returns whether that is all of them. */
    private boolean noteEnds(Map<Partition, Long> target, Set<Partition> handed, Set<Partition> atEnd) {
        target.forEach((partition, end) -> {
            // Only a poll that began at the end and returned nothing shows that nothing is left.
            boolean silent = !handed.contains(partition) && driver.position(partition) >= end;
            if (silent && atEnd.add(partition)) {
                session.reachedEnd(id(partition), driver.position(partition));
            }
        });
        return atEnd.size() == target.size();
    }

    private Map<Partition, Long> positions() {
        Map<Partition, Long> positions = new HashMap<>();
        parts.keySet().forEach(partition -> positions.put(partition, driver.position(partition)));
        return positions;
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
