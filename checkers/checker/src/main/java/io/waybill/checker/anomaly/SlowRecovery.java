package io.waybill.checker.anomaly;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * After a fault had ended, messages did not flow again within the bound.
 *
 * @param ended the end of the fault
 * @param partition the partition
 * @param bound how long it may take
 * @param accepted the first message that was sent after the fault and acknowledged within the bound; null where it is
 *     that which is missing
 * @param attempts what shows that somebody tried all the time: sends, or a poll
 */
public record SlowRecovery(
        Event.FaultStopped ended, int partition, Duration bound, Event.@Nullable Send accepted, List<Event> attempts)
        implements Anomaly {

    /** What it is, apart from any history. */
    public static final AnomalyKind KIND = new AnomalyKind(
            "slow-recovery",
            "Recovery took too long",
            "After the end of a fault, until the bound was over, messages were sent to a partition, "
                    + "in the first half of that time and in the second, and none was acknowledged; or one was "
                    + "acknowledged in the first half, consumers of the partition polled in the second, and no "
                    + "message sent after the fault was delivered. Judged only where a bound is given. Silent "
                    + "where nobody tried in both halves, and where another fault was active or the history "
                    + "ended before the bound was over.",
            "Liveness after healing, as Jepsen's workloads demand it by hand",
            "",
            """
            at 10..20 fault f1 kill 'leader of orders-0' hits n1
            at 100..110 fault f1 ends
            at 200..300 p1 sends a to orders-0: info 'no reply'
            at 700000000..800000000 p1 sends b to orders-0: info 'no reply'
            at 2000000000 phase calm
            """);

    public SlowRecovery {
        attempts = List.copyOf(attempts);
    }

    @Override
    public AnomalyKind kind() {
        return KIND;
    }

    @Override
    public Optional<MessageId> message() {
        return accepted == null ? Optional.empty() : Optional.of(accepted.message());
    }

    @Override
    public List<Step> proof() {
        List<Step> steps = new ArrayList<>(List.of(Step.proves(ended)));
        if (accepted != null) {
            steps.add(Step.proves(accepted));
        }
        attempts.forEach(attempt -> steps.add(Step.proves(attempt)));
        return steps;
    }

    @Override
    public String contradiction(Names names) {
        return "the fault ended, and within " + bound.toMillis() + " ms "
                + (accepted == null
                        ? "no message to " + names.partition(partition) + " was acknowledged although some were sent"
                        : "no message sent to " + names.partition(partition)
                                + " since then was delivered although one was acknowledged and consumers polled");
    }
}
