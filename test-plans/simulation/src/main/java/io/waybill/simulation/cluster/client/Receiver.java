package io.waybill.simulation.cluster.client;

import io.waybill.environment.Environment;
import io.waybill.environment.Randomness;
import io.waybill.fault.Partition;
import io.waybill.history.Event;
import io.waybill.history.record.ConsumerSession;
import io.waybill.history.record.Recorder.PendingPoll;
import io.waybill.system.Received;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One life of a consumer: reads its partitions from their beginning, or from where its last life had got, one poll
 * after the other, and while everybody drains, up to their ends.
 */
final class Receiver implements Client {

    private static final long POLL_NANOS = 100_000_000;
    private static final double ASKS = 0.3;
    private static final long ASK_NANOS = 5_000_000_000L;
    private static final byte[] NOTHING = {};

    private final Clientele clientele;
    private final Environment environment;
    private final ClientLibrary.ConsumerPort port;
    private final ConsumerSession session;
    private final Randomness asks;
    private final SortedMap<Partition, Integer> parts;
    private final SortedMap<Partition, Long> next;
    private final SortedSet<Partition> atEnd = new TreeSet<>();
    private boolean isAsking;
    private boolean over;

    /**
     * Creates one.
     *
     * @param parts what it reads, with the ids in the history
     * @param next where it begins to read each; kept up to date with what was handed out, for the life after this one
     */
    Receiver(
            Clientele clientele,
            Environment environment,
            ConsumerSession session,
            SortedMap<Partition, Integer> parts,
            SortedMap<Partition, Long> next) {
        this.clientele = clientele;
        this.environment = environment;
        this.session = session;
        this.asks = environment.randomness("asks");
        this.parts = parts;
        this.next = next;
        this.port =
                clientele.library().consumer(environment, clientele.settings().consumers());
    }

    @Override
    public void start() {
        port.assign(new TreeMap<>(next));
        session.assigned(parts.values().stream().toList());
        parts.forEach((partition, id) -> session.startsAt(id, next.getOrDefault(partition, 0L)));
        environment.timers().post(this::poll);
    }

    private void poll() {
        if (over || isDrained()) {
            return;
        }
        SortedMap<Partition, Long> before = positions();
        SortedSet<Partition> there = clientele.isDraining() ? atTheirEnds(before) : new TreeSet<>();
        PendingPoll poll = session.polling();
        port.poll(POLL_NANOS, polled -> {
            if (over) {
                return;
            }
            askForEnd();
            if (polled instanceof ClientLibrary.Polled.Records records) {
                returned(poll, records, there);
            } else {
                failed(poll, before, ((ClientLibrary.Polled.Failed) polled).reason());
            }
            poll();
        });
    }

    /** Asks now and then where a partition ends: that must not lie before what it has read there. */
    private void askForEnd() {
        if (isAsking || parts.isEmpty() || !asks.chance(ASKS)) {
            return;
        }
        List<Partition> all = List.copyOf(parts.keySet());
        Partition partition = all.get(asks.nextInt(all.size()));
        long read = port.position(partition);
        isAsking = true;
        port.end(partition, ASK_NANOS, end -> {
            isAsking = false;
            if (!over && end.isPresent()) {
                clientele.toldEnd(environment.node(), partition, end.getAsLong(), read);
            }
        });
    }

    /**
     * Returns the partitions that it has read up to where their leaders' logs end now. Whoever is beyond has read from
     * a log that was cut back since, and still has to learn that and to read what was written instead.
     */
    private SortedSet<Partition> atTheirEnds(SortedMap<Partition, Long> positions) {
        SortedSet<Partition> there = new TreeSet<>();
        positions.forEach((partition, position) -> {
            OptionalLong end = clientele.end(partition);
            if (end.isPresent() && position == end.getAsLong()) {
                there.add(partition);
            }
        });
        return there;
    }

    /** What was at its end when the poll began and gave nothing then has nothing left. */
    private void returned(PendingPoll poll, ClientLibrary.Polled.Records records, SortedSet<Partition> there) {
        poll.returned();
        for (Received record : records.records()) {
            there.remove(record.partition());
            byte[] key = record.key();
            int keyId = key == null ? Event.NONE : clientele.key(new String(key, StandardCharsets.UTF_8));
            byte[] value = record.value();
            poll.delivered(id(record.partition()), record.offset(), value == null ? NOTHING : value, keyId);
            next.put(record.partition(), record.offset() + 1);
        }
        poll.ok();
        clientele.delivered(environment.node(), records.records().size());
        for (Partition partition : there) {
            if (atEnd.add(partition)) {
                session.reachedEnd(id(partition), port.position(partition));
                clientele.progressed();
            }
        }
    }

    /**
     * A poll that moved nothing returned nothing. Otherwise nobody knows what it returned, and reading goes on anew.
     */
    private void failed(PendingPoll poll, SortedMap<Partition, Long> before, String reason) {
        clientele.pollFailed();
        SortedMap<Partition, Long> after = positions();
        if (after.equals(before)) {
            poll.failed(reason);
            return;
        }
        poll.unknown(reason);
        after.forEach((partition, position) -> session.seeked(id(partition), position));
        next.putAll(after);
    }

    private SortedMap<Partition, Long> positions() {
        SortedMap<Partition, Long> positions = new TreeMap<>();
        parts.keySet().forEach(partition -> positions.put(partition, port.position(partition)));
        return positions;
    }

    private int id(Partition partition) {
        Integer id = parts.get(partition);
        if (id == null) {
            throw new IllegalStateException(
                    "the client handed out a record of " + partition.name() + ", which it was not given");
        }
        return id;
    }

    @Override
    public boolean isSilent() {
        return true;
    }

    @Override
    public boolean isDrained() {
        return atEnd.size() == parts.size();
    }

    @Override
    public void ended(boolean crashed) {
        over = true;
        session.closed(crashed);
    }
}
