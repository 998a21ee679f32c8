package io.waybill.checker.recovery;

import io.waybill.checker.anomaly.SlowRecovery;
import io.waybill.checker.finding.ClaimEvidence;
import io.waybill.checker.finding.Findings;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges recovery: after each fault's end, in each partition that is used, messages are accepted and delivered again
 * within a bound. Only the blocks that overlap such a time are read.
 *
 * <p>Not safe for use by two threads.
 */
public final class RecoveryJudge {

    private final HistoryReader history;
    private final Duration bound;
    private final List<Event.FaultStarted> starts = new ArrayList<>();
    private final List<Event.FaultStopped> stops = new ArrayList<>();
    private final Map<Integer, Set<Integer>> reads = new HashMap<>();
    private final List<Event.Poll> polls = new ArrayList<>();
    private long lastNanos;
    private boolean closed;
    private long judged;
    private long open;

    /**
     * Prepares to judge the recovery in {@code history}.
     *
     * @param bound how long it may take from a fault's end until messages flow again
     */
    public RecoveryJudge(HistoryReader history, Duration bound) {
        this.history = history;
        this.bound = bound;
    }

    /** Judges all faults that ended. Called once. */
    public void judge(Findings findings) {
        history.eachEvent(this::note);
        if (stops.isEmpty()) {
            return;
        }
        List<Window> windows =
                stops.stream().map(stop -> new Window(stop, bound.toNanos())).toList();
        readSends(windows);
        readDeliveries(windows);
        for (Event.Poll poll : polls) {
            for (Window window : windows) {
                if (window.contains(poll.timeNanos())) {
                    reads.getOrDefault(poll.consumer(), Set.of())
                            .forEach(partition -> window.poll(partition, poll, poll.timeNanos()));
                }
            }
        }
        windows.forEach(window -> judge(window, findings));
    }

    private void note(Event event) {
        lastNanos = Math.max(lastNanos, event.timeNanos());
        closed |= event instanceof Event.Closed;
        if (event instanceof Event.FaultStarted e) {
            starts.add(e);
        } else if (event instanceof Event.FaultStopped e) {
            stops.add(e);
        } else if (event instanceof Event.Poll e) {
            polls.add(e);
        } else if (event instanceof Event.Assigned e) {
            reads.computeIfAbsent(e.consumer(), c -> new HashSet<>()).addAll(e.partitions());
        }
    }

    private void readSends(List<Window> windows) {
        BlockIndex index = history.index();
        HistoryReader.Cursor cursor = history.cursor();
        SendColumns sends = new SendColumns();
        for (int block = 0; block < index.size(); block++) {
            lastNanos = Math.max(lastNanos, index.isEvents(block) ? 0 : index.lastNanos(block));
            List<Window> overlapped = overlapped(windows, block);
            if (!index.isSends(block) || overlapped.isEmpty()) {
                continue;
            }
            cursor.read(block, sends);
            for (int row = 0; row < sends.rows(); row++) {
                for (Window window : overlapped) {
                    if (window.contains(sends.invokeNanos()[row])) {
                        window.send(history.send(sends, row));
                    }
                }
            }
        }
    }

    private List<Window> overlapped(List<Window> windows, int block) {
        BlockIndex index = history.index();
        return windows.stream()
                .filter(window -> index.firstNanos(block) <= window.until() && index.lastNanos(block) > window.from())
                .toList();
    }

    private void readDeliveries(List<Window> windows) {
        BlockIndex index = history.index();
        HistoryReader.Cursor cursor = history.cursor();
        DeliveryColumns deliveries = new DeliveryColumns();
        for (int block = 0; block < index.size(); block++) {
            List<Window> overlapped = overlapped(windows, block);
            if (!index.isDeliveries(block) || overlapped.isEmpty()) {
                continue;
            }
            cursor.read(block, deliveries);
            for (int row = 0; row < deliveries.rows(); row++) {
                for (Window window : overlapped) {
                    if (window.contains(deliveries.completeNanos()[row])) {
                        window.delivery(HistoryReader.delivery(deliveries, row));
                    }
                }
            }
        }
    }

    private void judge(Window window, Findings findings) {
        boolean disturbed = isDisturbed(window) || lastNanos < window.until() || !closed;
        window.partitions().forEach((partition, seen) -> {
            Optional<Event.Send> accepted = seen.accepted();
            judged++;
            if (accepted.isPresent() && seen.isDelivered()) {
                return;
            }
            boolean early = accepted.filter(window::isEarly).isPresent();
            List<Event> unanswered = accepted.isEmpty() ? seen.attempts() : early ? seen.polled() : List.of();
            if (disturbed || unanswered.isEmpty()) {
                open++;
                return;
            }
            findings.add(
                    SlowRecovery.KIND,
                    window.from(),
                    partition,
                    () -> new SlowRecovery(window.ended(), partition, bound, accepted.orElse(null), unanswered));
        });
    }

    /** Whether another fault was active at any time of the window. */
    private boolean isDisturbed(Window window) {
        return starts.stream().anyMatch(start -> {
            long end = stops.stream()
                    .filter(stop -> stop.fault() == start.fault())
                    .mapToLong(Event.FaultStopped::completeNanos)
                    .min()
                    .orElse(Event.NEVER);
            return start.fault() != window.ended().fault()
                    && start.timeNanos() <= window.until()
                    && end > window.from();
        });
    }

    /** Returns what there was to say of recovery: partitions used after a fault, a fault each. */
    public ClaimEvidence recovery() {
        String reason = open == 0
                ? ""
                : "after " + open + " faults nobody tried long enough in a partition, another fault was active, or the"
                        + " history ended too early";
        return new ClaimEvidence(judged, open, reason);
    }
}
