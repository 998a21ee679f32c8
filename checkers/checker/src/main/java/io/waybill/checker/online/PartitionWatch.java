package io.waybill.checker.online;

import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.CorruptRead;
import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.MessageId;
import io.waybill.history.SendColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches one partition with offsets: its sessions, its readers, and the furthest place that anybody was handed. */
final class PartitionWatch {

    private final int partition;
    private final HistoryFacts facts;
    private final Slots slots;
    private final Ledger ledger;
    private final SessionLane.Undecided undecided;
    private final Map<Integer, ReadingWatch> readings = new HashMap<>();
    private @Nullable SessionLane[] lanes = new SessionLane[16];
    private final List<SessionLane> all = new ArrayList<>();
    private long furthest = -1;

    PartitionWatch(int partition, HistoryFacts facts, Slots slots, Ledger ledger, SessionLane.Undecided undecided) {
        this.partition = partition;
        this.facts = facts;
        this.slots = slots;
        this.ledger = ledger;
        this.undecided = undecided;
    }

    private SessionLane lane(int session) {
        if (session >= lanes.length) {
            lanes = Arrays.copyOf(lanes, Math.max(session + 1, lanes.length * 2));
        }
        SessionLane lane = lanes[session];
        if (lane == null) {
            lane = new SessionLane(session, partition, facts, slots, ledger, undecided, this::isPassed);
            lanes[session] = lane;
            all.add(lane);
        }
        return lane;
    }

    /** Returns what a consumer reads here. */
    ReadingWatch reading(int consumer) {
        return readings.computeIfAbsent(consumer, c -> new ReadingWatch(partition, ledger));
    }

    Collection<ReadingWatch> readings() {
        return readings.values();
    }

    void sends(SendColumns sends) {
        lane(sends.session()).sends(sends);
    }

    void deliveries(DeliveryColumns deliveries) {
        reading(deliveries.consumer()).deliveries(deliveries);
        boolean committed = facts.isReadCommitted(deliveries.consumer());
        int[] sessions = deliveries.sessions();
        long[] sequences = deliveries.sequences();
        long[] offsets = deliveries.offsets();
        long[] returned = deliveries.completeNanos();
        for (int row = 0; row < deliveries.rows(); row++) {
            long offset = offsets[row];
            boolean isFurthest = offset > furthest;
            if (sessions[row] >= 0) {
                lane(sessions[row]).delivery(sequences[row], offset, returned[row], committed, isFurthest);
            } else if (sessions[row] != MessageId.FOREIGN) {
                corrupt(CorruptRead.KIND, new MessageId(sessions[row], partition, sequences[row]), deliveries, row);
            }
            furthest = isFurthest ? offset : furthest;
        }
        all.forEach(SessionLane::moveOn);
    }

    private void corrupt(AnomalyKind kind, MessageId message, DeliveryColumns deliveries, int row) {
        ledger.confirm(new EarlyFinding(
                kind,
                message,
                Optional.empty(),
                deliveries.offsets()[row],
                deliveries.completeNanos()[row]));
    }

    /** Nothing comes any more. */
    void end() {
        readings.values().forEach(ReadingWatch::end);
    }

    Suspicions suspicions() {
        long unseen = 0;
        long passedOver = 0;
        long unannounced = 0;
        for (SessionLane lane : all) {
            Suspicions each = lane.suspicions();
            unseen += each.unseen();
            passedOver += each.passedOver();
            unannounced += each.unannounced();
        }
        return new Suspicions(unseen, passedOver, unannounced);
    }

    private boolean isPassed(long offset) {
        for (ReadingWatch reading : readings.values()) {
            if (reading.passed(offset)) {
                return true;
            }
        }
        return false;
    }
}
