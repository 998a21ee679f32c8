package io.waybill.history.interchange;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.HistoryVisitor;
import io.waybill.history.MessageId;
import io.waybill.history.SendColumns;
import io.waybill.history.file.HistoryReader;
import io.waybill.history.file.HistoryWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts right what one pass over a file could not know: who sent what was delivered before its send was mentioned, the
 * order of sends that were mentioned in another order than they were invoked, and which attempt of a repeated value is
 * which. It rewrites the columns, which is far cheaper than to parse the source again.
 */
final class SecondLook {

    private final Messages messages;
    private final Lanes lanes;
    private final List<Event.SessionDefined> sessions;
    private final int unsentSession;

    /** The new sequences of a lane that needs any, by the old ones. */
    private final PairTable<int[]> sequences = new PairTable<>();

    private final Map<MessageId, MessageId> attempts = new HashMap<>();
    private final Map<Integer, Integer> sideSessions = new HashMap<>();
    private final PairTable<SendLane> sideLanes = new PairTable<>();

    SecondLook(Messages messages, Lanes lanes, List<Event.SessionDefined> sessions, int unsentSession) {
        this.messages = messages;
        this.lanes = lanes;
        this.sessions = sessions;
        this.unsentSession = unsentSession;
    }

    boolean isNeeded() {
        boolean[] unordered = {false};
        lanes.eachSendLane(lane -> unordered[0] |= lane.unordered);
        return unordered[0] || messages.isSentLate() || !messages.repeats().isEmpty();
    }

    void rewrite(HistoryReader from, HistoryWriter into) {
        gather(from);
        defineSideSessions(into);
        orderLanes();
        Lanes out = new Lanes(into, messages);
        from.visit(new Rewriting(out, into, from));
        out.drain();
    }

    // ---- what must be known first ------------------------------------------------------------------------------

    private final PairTable<long[]> invocations = new PairTable<>();

    private void gather(HistoryReader from) {
        boolean repeated = !messages.repeats().isEmpty();
        from.visit(new HistoryVisitor() {
            @Override
            public void sends(SendColumns sends) {
                gatherInvocations(sends);
                for (int row = 0; repeated && row < sends.rows(); row++) {
                    MessageId id = new MessageId(sends.session(), sends.partition(), sends.sequences()[row]);
                    Repeat repeat = messages.repeats().get(id);
                    if (repeat != null) {
                        repeat.acknowledged(id, sends.offsets()[row]);
                    }
                }
            }

            @Override
            public void deliveries(DeliveryColumns deliveries) {}

            @Override
            public void event(Event event) {}
        });
    }

    private void gatherInvocations(SendColumns sends) {
        SendLane lane = lanes.sendLane(sends.session(), sends.partition());
        if (lane.unordered) {
            long pair = PairTable.pair(lane.session, lane.partition);
            long[] invoked = invocations.get(pair);
            if (invoked == null) {
                invoked = new long[lane.nextSequence];
                invocations.put(pair, invoked);
            }
            for (int row = 0; row < sends.rows(); row++) {
                invoked[(int) sends.sequences()[row]] = sends.invokeNanos()[row];
            }
        }
    }

    /** Attempts of a repeated value are held to no order, so they get sessions of their own that promise none. */
    private void defineSideSessions(HistoryWriter into) {
        messages.repeats().keySet().stream()
                .sorted((a, b) -> a.session() != b.session()
                        ? Integer.compare(a.session(), b.session())
                        : a.partition() != b.partition()
                                ? Integer.compare(a.partition(), b.partition())
                                : Long.compare(a.sequence(), b.sequence()))
                .forEach(attempt -> {
                    int side = sideSessions.computeIfAbsent(attempt.session(), this::nextSideSession);
                    long pair = PairTable.pair(side, attempt.partition());
                    SendLane lane = sideLanes.get(pair);
                    if (lane == null) {
                        lane = new SendLane(side, attempt.partition(), messages.of(attempt.partition()));
                        sideLanes.put(pair, lane);
                    }
                    attempts.put(attempt, new MessageId(side, attempt.partition(), lane.nextSequence++));
                });
        sideSessions.forEach((session, side) -> {
            Event.SessionDefined original = sessions.get(session);
            into.write(new Event.SessionDefined(
                    side,
                    original.name() + " (repeated values)",
                    false,
                    original.acks(),
                    original.maxInFlight(),
                    original.transactionalId(),
                    original.epoch(),
                    original.timeNanos(),
                    original.completeNanos()));
        });
    }

    private int nextSideSession(int session) {
        return sessions.size() + sideSessions.size();
    }

    private void orderLanes() {
        lanes.eachSendLane(lane -> {
            int moved = 0;
            for (MessageId attempt : attempts.keySet()) {
                moved += attempt.session() == lane.session && attempt.partition() == lane.partition ? 1 : 0;
            }
            if (lane.unordered || moved > 0) {
                orderLane(lane);
            }
        });
    }

    private void orderLane(SendLane lane) {
        long pair = PairTable.pair(lane.session, lane.partition);
        long[] invoked = invocations.get(pair);
        int[] order = invoked == null ? Sorting.identity(lane.nextSequence) : Sorting.order(invoked);
        int[] renumbered = new int[lane.nextSequence];
        int next = 0;
        for (int old : order) {
            boolean moved =
                    !attempts.isEmpty() && attempts.containsKey(new MessageId(lane.session, lane.partition, old));
            renumbered[old] = moved ? Event.NONE : next++;
        }
        sequences.put(pair, renumbered);
    }

    // ---- the rewriting -----------------------------------------------------------------------------------------

    /** Returns the message as the first pass should have named it, had it known everything. */
    private MessageId sender(int session, int partition, long sequence) {
        if (session == unsentSession) {
            Messages.OfPartition known = messages.of(partition);
            int message = known.unsent(sequence);
            if (known.isSent(message)) {
                return new MessageId(known.session(message), partition, known.sequence(message));
            }
        }
        return new MessageId(session, partition, sequence);
    }

    private MessageId renumbered(MessageId id) {
        MessageId attempt = attempts.isEmpty() ? null : attempts.get(id);
        if (attempt != null) {
            return attempt;
        }
        int @Nullable [] renumbered = sequences.get(PairTable.pair(id.session(), id.partition()));
        return renumbered == null || id.sequence() >= renumbered.length
                ? id
                : new MessageId(id.session(), id.partition(), renumbered[(int) id.sequence()]);
    }

    private final class Rewriting implements HistoryVisitor {
        private final Lanes out;
        private final HistoryWriter into;
        private final HistoryReader from;

        Rewriting(Lanes out, HistoryWriter into, HistoryReader from) {
            this.out = out;
            this.into = into;
            this.from = from;
        }

        @Override
        public void sends(SendColumns c) {
            for (int row = 0; row < c.rows(); row++) {
                MessageId id = renumbered(new MessageId(c.session(), c.partition(), c.sequences()[row]));
                byte outcome = c.outcome(row);
                int reason = outcome == SendColumns.OK
                        ? Event.NONE
                        : into.reason(io.waybill.history.Outcome.info(from.reason(c.reasons()[row])));
                SendColumns lane = out.room(out.sendLane(id.session(), id.partition()));
                lane.add(
                        id.sequence(), outcome, reason, c.offsets()[row], c.invokeNanos()[row], c.completeNanos()[row]);
                if (c.hasKeys() || c.hasTransactions() || c.hasSources()) {
                    lane.extend(
                            c.hasKeys() ? (int) c.keys()[row] : Event.NONE,
                            c.hasTransactions() ? (int) c.transactions()[row] : Event.NONE,
                            c.hasSources() ? (int) c.sourcePartitions()[row] : Event.NONE,
                            c.hasSources() ? c.sourceOffsets()[row] : Event.NO_OFFSET);
                }
            }
        }

        @Override
        public void deliveries(DeliveryColumns c) {
            for (int row = 0; row < c.rows(); row++) {
                MessageId sender = sender(c.sessions()[row], c.partition(), c.sequences()[row]);
                Repeat repeat = attempts.isEmpty() ? null : messages.repeats().get(sender);
                long tag = c.hasTags() ? c.tags()[row] : Event.NONE;
                boolean redelivered = c.hasTags() && c.redelivered()[row] != 0;
                MessageId id =
                        renumbered(repeat == null ? sender : repeat.delivered(c.offsets()[row], tag, redelivered));
                DeliveryColumns lane = out.room(out.deliveryLane(c.consumer(), c.partition()));
                lane.add(c.offsets()[row], id.session(), id.sequence(), c.invokeNanos()[row], c.completeNanos()[row]);
                if (c.hasKeys() || c.hasTransactions() || c.hasTags()) {
                    lane.extend(
                            c.hasKeys() ? (int) c.keys()[row] : Event.NONE,
                            c.hasTransactions() ? (int) c.transactions()[row] : Event.NONE,
                            tag,
                            redelivered);
                }
            }
        }

        @Override
        public void event(Event event) {
            if (event instanceof Event.MessageNamed e) {
                into.write(new Event.MessageNamed(renumbered(e.message()), e.name()));
            } else if (event instanceof Event.Settlement e) {
                MessageId sender = sender(
                        e.message().session(),
                        e.message().partition(),
                        e.message().sequence());
                Repeat repeat = messages.repeats().get(sender);
                MessageId id = renumbered(
                        repeat == null || e.tag() == Event.NONE
                                ? sender
                                : repeat.delivered(Event.NO_OFFSET, e.tag(), true));
                into.write(new Event.Settlement(
                        e.consumer(), id, e.tag(), e.kind(), e.outcome(), e.timeNanos(), e.completeNanos()));
            } else {
                into.write(event);
            }
        }
    }
}
