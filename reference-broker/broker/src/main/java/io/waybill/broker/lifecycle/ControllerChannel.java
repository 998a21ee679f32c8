package io.waybill.broker.lifecycle;

import io.waybill.broker.controller.ControllerApis;
import io.waybill.broker.controller.ControllerNode;
import io.waybill.broker.settings.ClusterLayout;
import io.waybill.environment.Endpoint;
import io.waybill.environment.Environment;
import io.waybill.environment.Probes;
import io.waybill.environment.Randomness;
import io.waybill.environment.Timers;
import io.waybill.rpc.ChannelSettings;
import io.waybill.rpc.RpcChannel;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.Request;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to the active controller, whoever it is at the moment: who leads the quorum as this node sees it. Where that
 * one says that it is not, or does not answer, it looks again after a while, twice as long each time and never the
 * same.
 *
 * <p>One channel has one connection to each controller, whose answers come in the order of the requests: what must not
 * wait for something else has a channel of its own.
 *
 * <p>Used on the node's loop only, where it also calls back; never before the call that asked has returned.
 */
public final class ControllerChannel {

    private static final int MOST_WAITING = 1_000;
    private static final long BACKOFF_MIN_NANOS = 20_000_000L;
    private static final long BACKOFF_MAX_NANOS = 500_000_000L;
    private static final int BACKOFF_DOUBLINGS = 5;

    private final Environment environment;
    private final ClusterLayout layout;
    private final ControllerNode node;
    private final ChannelSettings settings;
    private final Randomness jitter;
    private final TreeMap<Integer, RpcChannel> channels = new TreeMap<>();
    private final LinkedHashSet<Call> looking = new LinkedHashSet<>();
    private final Probes.Sometimes lookedAgain;
    private int waiting;

    /**
     * Makes a channel that connects to nobody yet.
     *
     * @param purpose what it is for, unlike those of the node's other channels
     */
    public ControllerChannel(Environment environment, ClusterLayout layout, ControllerNode node, String purpose) {
        this.environment = environment;
        this.layout = layout;
        this.node = node;
        this.settings = ChannelSettings.ofPeer("broker-" + environment.node() + "-" + purpose, ControllerApis.OFFER);
        this.jitter = environment.randomness("controller channel " + purpose);
        this.lookedAgain = environment.probes().sometimes("a broker looks for the active controller again");
    }

    /**
     * Sends a request.
     *
     * @param request makes the request, anew for each attempt
     * @param done is told how it ended, once: {@link RpcOutcome.Answered} by an active controller;
     *     {@link RpcOutcome.Lost} where it may have been carried out or not; {@link RpcOutcome.NotSent} where it
     *     certainly was not
     */
    void send(Supplier<Request> request, Patience patience, Consumer<RpcOutcome> done) {
        if (waiting >= MOST_WAITING) {
            environment
                    .timers()
                    .post(() -> done.accept(new RpcOutcome.NotSent(MOST_WAITING + " requests wait already")));
            return;
        }
        waiting++;
        new Call(request, patience, done).attempt();
    }

    /**
     * Another controller is active: whoever was about to look for it later looks now, and whoever still waits for a
     * former one waits for nothing and is sent anew, where it may be repeated.
     */
    void controllerChanged() {
        for (Call call : new ArrayList<>(looking)) {
            call.lookNow();
        }
        int controller = node.controller();
        channels.forEach((id, channel) -> {
            if (id != controller && channel.inFlight() > 0) {
                channel.disconnect("node " + id + " is no longer the active controller");
            }
        });
    }

    private @Nullable RpcChannel look() {
        int controller = node.controller();
        var layoutOf = layout.nodes().get(controller);
        Endpoint endpoint = layoutOf == null ? null : layoutOf.controller();
        return endpoint == null
                ? null
                : channels.computeIfAbsent(controller, id -> RpcChannel.to(environment, endpoint, settings));
    }

    /** A request that has not ended. */
    private final class Call {

        private final Supplier<Request> request;
        private final Patience patience;
        private final Consumer<RpcOutcome> done;
        private final long deadlineNanos;
        private int attempts;
        private boolean mayHaveHappened;
        private Timers.@Nullable Timer timer;

        Call(Supplier<Request> request, Patience patience, Consumer<RpcOutcome> done) {
            this.request = request;
            this.patience = patience;
            this.done = done;
            long now = environment.clock().nanos();
            this.deadlineNanos =
                    patience.totalNanos() >= Long.MAX_VALUE - now ? Long.MAX_VALUE : now + patience.totalNanos();
        }

        void attempt() {
            var channel = look();
            if (channel == null) {
                lookAgain("no controller is known");
                return;
            }
            long left = deadlineNanos - environment.clock().nanos();
            channel.send(
                    request.get(),
                    Math.max(1, Math.min(patience.attemptNanos(), left)),
                    outcome -> outcome.match(this::answered, this::lost, notSent -> lookAgain(notSent.reason())));
        }

        private boolean answered(RpcOutcome.Answered answered) {
            var error = WholeError.of(answered.response());
            return switch (error) {
                case NOT_CONTROLLER -> lookAgain("the controller is not active");
                case REQUEST_TIMED_OUT ->
                    patience.mayRepeat() ? lookAgain("the controller was deposed") : end(answered);
                default -> end(answered);
            };
        }

        private boolean lost(RpcOutcome.Lost lost) {
            mayHaveHappened = true;
            return patience.mayRepeat() ? lookAgain(lost.reason()) : end(lost);
        }

        private boolean lookAgain(String reason) {
            long backoff = Math.min(BACKOFF_MAX_NANOS, BACKOFF_MIN_NANOS << Math.min(attempts, BACKOFF_DOUBLINGS));
            long wait = jitter.between(backoff / 2, backoff);
            attempts++;
            if (deadlineNanos - environment.clock().nanos() <= wait) {
                environment
                        .timers()
                        .post(() ->
                                end(mayHaveHappened ? new RpcOutcome.Lost(reason) : new RpcOutcome.NotSent(reason)));
                return false;
            }
            lookedAgain.hit();
            looking.add(this);
            timer = environment.timers().after(wait, this::lookNow);
            return false;
        }

        void lookNow() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
            if (looking.remove(this)) {
                attempt();
            }
        }

        private boolean end(RpcOutcome outcome) {
            waiting--;
            done.accept(outcome);
            return true;
        }
    }
}
