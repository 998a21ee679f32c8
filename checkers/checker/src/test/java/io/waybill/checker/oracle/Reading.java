package io.waybill.checker.oracle;

import io.waybill.history.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one consumer read of one partition without interruption: a run.
 *
 * <p>A run is interrupted by whatever may have moved the consumer: an assignment, a revocation of the partition, a
 * position from which it starts or to which it seeks, an indeterminate poll, its end. An interruption at the very
 * moment at which a poll returned may have come before or behind what was handed out, so it counts as both. That a
 * consumer's deliveries are recorded in the order in which it was handed them, and that their times do not go back, is
 * taken from the format.
 *
 * @param deliveries in the order in which they were recorded
 * @param passed which offsets it demonstrably went over: those between one known position and the next
 * @param reached the ends of the log at which it demonstrably arrived, having come from a known position
 */
record Reading(int consumer, int partition, List<Event.Delivery> deliveries, List<Passed> passed, List<Long> reached) {

    /** Offsets from {@code from}, inclusive, to {@code to}, exclusive, over which reading went. */
    record Passed(long from, long to) {
        boolean contains(long offset) {
            return from <= offset && offset < to;
        }
    }

    /** Something that moved the consumer, or (at the end) says where it stands. */
    private record Move(boolean end, long fromNanos, long toNanos, long position) {
        boolean overlaps(long nanos) {
            return !end && fromNanos <= nanos && nanos <= toNanos;
        }
    }

    private static final long UNKNOWN = -1;

    boolean wentOver(long offset) {
        return passed.stream().anyMatch(each -> each.contains(offset));
    }

    boolean handedOut(long offset) {
        return deliveries.stream().anyMatch(each -> each.offset() == offset);
    }

    /** Returns all runs of one consumer in one partition. */
    static List<Reading> of(List<Event> events, int consumer, int partition) {
        List<Event.Delivery> rows = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.Delivery e && e.consumer() == consumer && e.partition() == partition) {
                rows.add(e);
            } else {
                move(event, consumer, partition).ifPresent(moves::add);
            }
        }
        // Stable: of two at one time the one that was recorded last is the last.
        moves.sort(Comparator.comparingLong(Move::toNanos));
        return new Walk(consumer, partition, moves).over(rows);
    }

    private static Optional<Move> move(Event event, int consumer, int partition) {
        if (event instanceof Event.Assigned e && e.consumer() == consumer) {
            return at(e.timeNanos(), UNKNOWN);
        }
        if (event instanceof Event.Revoked e && e.consumer() == consumer) {
            return e.partitions().contains(partition) ? at(e.timeNanos(), UNKNOWN) : Optional.empty();
        }
        if (event instanceof Event.ConsumerClosed e && e.consumer() == consumer) {
            return at(e.timeNanos(), UNKNOWN);
        }
        if (event instanceof Event.Positioned e && e.consumer() == consumer && e.partition() == partition) {
            boolean end = e.reason() == Event.PositionReason.END;
            return Optional.of(new Move(end, e.timeNanos(), e.timeNanos(), e.offset()));
        }
        if (event instanceof Event.Poll e && e.consumer() == consumer) {
            return e.outcome().isInfo()
                    ? Optional.of(new Move(false, e.timeNanos(), e.completeNanos(), UNKNOWN))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Move> at(long nanos, long position) {
        return Optional.of(new Move(false, nanos, nanos, position));
    }

    /** Goes through a consumer's facts in the order of their times and cuts them into runs. */
    private static final class Walk {
        private final int consumer;
        private final int partition;
        private final List<Move> moves;
        private final List<Reading> all = new ArrayList<>();
        private Reading run;
        private long position = UNKNOWN;
        private int nextMove;

        Walk(int consumer, int partition, List<Move> moves) {
            this.consumer = consumer;
            this.partition = partition;
            this.moves = moves;
            run = empty();
        }

        private Reading empty() {
            return new Reading(consumer, partition, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        List<Reading> over(List<Event.Delivery> rows) {
            long before = Long.MIN_VALUE;
            for (Event.Delivery row : rows) {
                long returned = row.completeNanos();
                movesUntil(returned, before);
                boolean unclear = moves.stream().anyMatch(each -> each.overlaps(returned));
                if (unclear) {
                    cut(UNKNOWN);
                }
                hand(row);
                if (unclear) {
                    cut(UNKNOWN);
                }
                before = returned;
            }
            movesUntil(Long.MAX_VALUE, before);
            all.add(run);
            return all;
        }

        private void movesUntil(long nanos, long before) {
            while (nextMove < moves.size() && moves.get(nextMove).toNanos < nanos) {
                Move move = moves.get(nextMove++);
                if (!move.end) {
                    cut(move.toNanos <= before ? UNKNOWN : move.position);
                } else {
                    reachEnd(move);
                }
            }
        }

        private void reachEnd(Move end) {
            boolean pollUnderWay =
                    moves.stream().anyMatch(each -> each.fromNanos < each.toNanos && each.overlaps(end.toNanos));
            if (pollUnderWay) {
                cut(UNKNOWN);
            }
            // Where reading began is not known from where it ended.
            if (position != UNKNOWN) {
                run.reached.add(end.position);
                if (end.position > position) {
                    run.passed.add(new Passed(position, end.position));
                    position = end.position;
                }
            }
        }

        private void cut(long newPosition) {
            all.add(run);
            run = empty();
            position = newPosition;
        }

        private void hand(Event.Delivery row) {
            if (position != UNKNOWN && row.offset() > position) {
                run.passed.add(new Passed(position, row.offset()));
            }
            run.deliveries.add(row);
            position = row.offset() + 1;
        }
    }
}
