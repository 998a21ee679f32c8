package io.waybill.broker.lifecycle;

import io.waybill.broker.controller.ControllerNode;
import io.waybill.environment.Environment;
import io.waybill.environment.Probes;
import io.waybill.environment.Timers;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.BrokerHeartbeatRequest;
import io.waybill.wire.message.BrokerHeartbeatResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says now and then that a broker lives, and what it wants. One heartbeat is under way at a time; one that is not
 * answered within the interval is given up and the next says how things are by then.
 */
final class Pulse {

    private static final long STOPPING_NANOS = 100_000_000L;
    private static final long NO_LIFE = -1;

    private final Environment environment;
    private final ControllerNode node;
    private final ControllerChannel channel;
    private final long intervalNanos;
    private final Consumer<ErrorCode> answered;
    private final Probes.Sometimes unanswered;
    private final Probes.Sometimes late;
    private long epoch = NO_LIFE;
    private boolean logsAreOpen;
    private boolean beating;
    private boolean again;
    private @Nullable Consumer<Boolean> stopping;
    private Timers.@Nullable Timer timer;
    private Timers.@Nullable Timer stopTimer;

    /**
     * Makes the pulse of a broker that has no life yet.
     *
     * @param answered is told what the controller said, {@link ErrorCode#NONE} where the life goes on
     */
    Pulse(
            Environment environment,
            ControllerNode node,
            ControllerChannel channel,
            long intervalNanos,
            Consumer<ErrorCode> answered) {
        this.environment = environment;
        this.node = node;
        this.channel = channel;
        this.intervalNanos = intervalNanos;
        this.answered = answered;
        this.unanswered = environment.probes().sometimes("a heartbeat is not answered in time");
        this.late = environment.probes().sometimes("a heartbeat is answered after its life is over");
    }

    /** A life begins. */
    void begin(long newEpoch) {
        epoch = newEpoch;
        beatSoon();
    }

    /** The life is over. */
    void end() {
        epoch = NO_LIFE;
        setTimer(0, false);
        stopped(true);
    }

    /** The logs are open: from now on it may lead. */
    void logsOpen() {
        if (!logsAreOpen) {
            logsAreOpen = true;
            beatSoon();
        }
    }

    /** Asks to stop; {@code done} is told true where it may, false where the time is over. */
    void stop(long timeoutNanos, Consumer<Boolean> done) {
        stopping = done;
        stopTimer = environment.timers().after(timeoutNanos, () -> stopped(false));
        beatSoon();
    }

    private void stopped(boolean inOrder) {
        var done = stopping;
        stopping = null;
        if (stopTimer != null) {
            stopTimer.cancel();
        }
        if (done != null) {
            epoch = NO_LIFE;
            setTimer(0, false);
            environment.timers().post(() -> done.accept(inOrder));
        }
    }

    private void beatSoon() {
        if (beating) {
            again = true;
        } else {
            setTimer(0, true);
        }
    }

    private void setTimer(long delayNanos, boolean set) {
        if (timer != null) {
            timer.cancel();
        }
        timer = set ? environment.timers().after(delayNanos, this::beat) : null;
    }

    private void beat() {
        timer = null;
        if (epoch == NO_LIFE || beating) {
            return;
        }
        beating = true;
        again = false;
        long of = epoch;
        channel.send(
                () -> new BrokerHeartbeatRequest(
                        environment.node(), of, node.appliedIndex(), !logsAreOpen, stopping != null, List.of(), null),
                new Patience(intervalNanos, intervalNanos, true),
                outcome -> {
                    beating = false;
                    if (of == epoch) {
                        heard(outcome);
                    } else {
                        late.hit();
                    }
                    if (epoch != NO_LIFE) {
                        setTimer(again ? 0 : stopping == null ? intervalNanos : STOPPING_NANOS, true);
                    }
                });
    }

    private void heard(RpcOutcome outcome) {
        if (!(outcome instanceof RpcOutcome.Answered it)
                || !(it.response() instanceof BrokerHeartbeatResponse response)) {
            unanswered.hit();
            again = true;
        } else if (stopping == null) {
            answered.accept(response.error());
        } else if (response.error() != ErrorCode.NONE || response.shouldShutDown()) {
            // Who is not known leads nothing.
            stopped(true);
        }
    }
}
