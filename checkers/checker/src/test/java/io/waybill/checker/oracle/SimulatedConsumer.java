package io.waybill.checker.oracle;

import io.waybill.history.Event;
import io.waybill.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A consumer that reads what it was given and says where it stands, as far as it knows.
 *
 * <p>It polls, seeks, takes partitions from the other members of its group, loses track in indeterminate polls, and
 * sometimes ends.
 */
final class SimulatedConsumer {

    private final int id;
    private final Event.Isolation isolation;
    private final List<SimulatedConsumer> group;
    private final BiConsumer<Long, Event> recorder;
    private final SplittableRandom random;
    private final Map<Integer, Long> positions = new TreeMap<>();
    private long busyUntil = 1;
    private boolean closed;

    SimulatedConsumer(
            int id,
            Event.Isolation isolation,
            List<SimulatedConsumer> group,
            BiConsumer<Long, Event> recorder,
            SplittableRandom random) {
        this.id = id;
        this.isolation = isolation;
        this.group = group;
        this.recorder = recorder;
        this.random = random;
    }

    boolean isClosed() {
        return closed;
    }

    /** Returns the last time that this consumer has used. */
    long busyUntil() {
        return busyUntil;
    }

    /** Does one thing at {@code now}, a time behind all that it did before. */
    void act(long now, List<SimulatedLog> logs) {
        int roll = random.nextInt(20);
        if (positions.isEmpty() || roll == 0) {
            take(now, logs);
        } else if (roll == 1) {
            int partition = anyOwn();
            seek(moment(now), partition, logs.get(partition).anyPlace());
        } else if (roll == 2 && random.nextInt(3) == 0) {
            closed = true;
            positions.clear();
            record(moment(now), new Event.ConsumerClosed(id, random.nextBoolean(), busyUntil));
        } else if (roll == 3) {
            release(moment(now), anyOwn());
        } else {
            poll(now, logs);
        }
    }

    /** Reads everything to its end and says so. */
    void drain(long now, List<SimulatedLog> logs) {
        busyUntil = Math.max(busyUntil, now);
        positions.forEach((partition, position) -> {
            SimulatedLog log = logs.get(partition);
            deliver(log.read(position, Integer.MAX_VALUE, isolation), partition, busyUntil + 1, busyUntil + 2);
            busyUntil += 3;
            if (log.isEnd(log.end(), isolation)) {
                mark(partition, log.end(), Event.PositionReason.END);
            }
        });
    }

    /** Sometimes the very moment at which the last poll returned: a coarse clock cannot tell them apart. */
    private long moment(long now) {
        busyUntil = random.nextInt(8) == 0 ? busyUntil : Math.max(now, busyUntil + 1);
        return busyUntil;
    }

    private void record(long nanos, Event event) {
        busyUntil = Math.max(busyUntil, nanos);
        recorder.accept(nanos, event);
    }

    private int anyOwn() {
        List<Integer> own = new ArrayList<>(positions.keySet());
        return own.get(random.nextInt(own.size()));
    }

    private void seek(long nanos, int partition, long offset) {
        positions.put(partition, offset);
        record(nanos, new Event.Positioned(id, partition, offset, Event.PositionReason.SEEK, nanos));
    }

    private void release(long nanos, int partition) {
        positions.remove(partition);
        record(nanos, new Event.Revoked(id, List.of(partition), 1, nanos));
    }

    /** Takes partitions, each from the member of its group that has it. */
    private void take(long now, List<SimulatedLog> logs) {
        long nanos = Math.max(now, busyUntil + 1);
        for (SimulatedLog log : logs) {
            for (SimulatedConsumer member : group) {
                if (member != this && member.positions.containsKey(log.id) && random.nextBoolean()) {
                    member.release(Math.max(nanos, member.busyUntil + 1), log.id);
                    nanos = Math.max(nanos, member.busyUntil + 1);
                }
            }
            boolean taken = group.stream().anyMatch(member -> member.positions.containsKey(log.id));
            if (!taken && random.nextInt(4) > 0) {
                positions.put(log.id, log.anyPlace());
            }
        }
        record(nanos, new Event.Assigned(id, List.copyOf(positions.keySet()), 1, nanos));
        for (int partition : List.copyOf(positions.keySet())) {
            boolean moved = random.nextBoolean();
            if (moved) {
                positions.put(partition, logs.get(partition).anyPlace());
            }
            if (random.nextInt(4) > 0) {
                mark(partition, positions.get(partition), Event.PositionReason.START);
            }
        }
    }

    private void mark(int partition, long offset, Event.PositionReason reason) {
        long nanos = busyUntil + random.nextInt(2);
        record(nanos, new Event.Positioned(id, partition, offset, reason, nanos));
    }

    private void poll(long now, List<SimulatedLog> logs) {
        long invoked = busyUntil + 1 + random.nextInt(3);
        // Within a poll, before it returns, a group may give it partitions.
        if (random.nextInt(12) == 0) {
            busyUntil = invoked;
            take(invoked + 1, logs);
        }
        long returned = Math.max(now, busyUntil + 1) + random.nextInt(6);
        int roll = random.nextInt(12);
        boolean any = false;
        for (int partition : List.copyOf(positions.keySet())) {
            List<SimulatedLog.Entry> batch =
                    logs.get(partition).read(positions.get(partition), 1 + random.nextInt(4), isolation);
            if (roll == 0) {
                loseTrack(batch, partition, invoked, returned);
            } else if (roll > 1) {
                deliver(batch, partition, invoked, returned);
                any |= !batch.isEmpty();
            }
        }
        busyUntil = returned;
        if (roll == 0) {
            record(returned, new Event.Poll(id, Outcome.info("interrupted"), invoked, returned));
        } else if (roll == 1) {
            record(returned, new Event.Poll(id, Outcome.fail("no leader"), invoked, returned));
        } else if (!any) {
            record(returned, new Event.Poll(id, Outcome.ok(), invoked, returned));
            sayWhereItEnds(logs);
        }
    }

    private void sayWhereItEnds(List<SimulatedLog> logs) {
        for (int partition : List.copyOf(positions.keySet())) {
            SimulatedLog log = logs.get(partition);
            if (random.nextBoolean() && log.isEnd(positions.get(partition), isolation)) {
                positions.put(partition, log.end());
                mark(partition, log.end(), Event.PositionReason.END);
            }
        }
    }

    /** Of an indeterminate poll some records are known; where it stands afterwards nobody knows. */
    private void loseTrack(List<SimulatedLog.Entry> batch, int partition, long invoked, long returned) {
        List<SimulatedLog.Entry> known = batch.subList(0, random.nextInt(batch.size() + 1));
        long before = positions.get(partition);
        deliver(known, partition, invoked, returned);
        if (random.nextBoolean()) {
            positions.put(partition, before);
        } else if (!batch.isEmpty()) {
            positions.put(partition, batch.get(batch.size() - 1).offset() + 1);
        }
    }

    private void deliver(List<SimulatedLog.Entry> batch, int partition, long invoked, long returned) {
        for (SimulatedLog.Entry entry : batch) {
            record(
                    returned,
                    new Event.Delivery(
                            id,
                            partition,
                            entry.offset(),
                            entry.message(),
                            Event.NONE,
                            Event.NONE,
                            Event.NONE,
                            false,
                            invoked,
                            returned));
            positions.put(partition, entry.offset() + 1);
        }
    }
}
