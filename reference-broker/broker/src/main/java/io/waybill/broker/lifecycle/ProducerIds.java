package io.waybill.broker.lifecycle;

import io.waybill.environment.Environment;
import io.waybill.environment.Probes;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.AllocateProducerIdsRequest;
import io.waybill.wire.message.AllocateProducerIdsResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Gives each producer an id that no other has. The controller gives them in blocks, and the next block is asked for
 * before the last one is used up; a block whose rest is lost with the broker is never given again.
 */
public final class ProducerIds {

    private static final int MOST_WAITING = 1_000;
    private static final long ATTEMPT_NANOS = 2_000_000_000L;
    private static final int TENTHS = 10;

    private final Environment environment;
    private final ControllerChannel channel;
    private final LongSupplier brokerEpoch;
    private final ArrayDeque<Consumer<OptionalLong>> waiting = new ArrayDeque<>();
    private final Probes.Sometimes ranOut;
    private Block current = Block.NONE;
    private Block following = Block.NONE;
    private boolean asking;

    /**
     * Makes the giver of a broker's ids; it has none yet.
     *
     * @param brokerEpoch the epoch of the broker's life, -1 while it has none
     */
    ProducerIds(Environment environment, ControllerChannel channel, LongSupplier brokerEpoch) {
        this.environment = environment;
        this.channel = channel;
        this.brokerEpoch = brokerEpoch;
        this.ranOut = environment.probes().sometimes("a broker has no producer id left");
    }

    /**
     * Gives the next id.
     *
     * @param done is told an id that is given once, or nothing where the controller gives none at the moment: the
     *     producer is to ask again. Never before this call has returned
     */
    public void next(Consumer<OptionalLong> done) {
        if (waiting.size() >= MOST_WAITING) {
            environment.timers().post(() -> done.accept(OptionalLong.empty()));
            return;
        }
        waiting.add(done);
        environment.timers().post(this::serve);
    }

    private void serve() {
        while (!waiting.isEmpty() && hasId()) {
            waiting.remove().accept(OptionalLong.of(current.take()));
        }
        if (!waiting.isEmpty()) {
            ranOut.hit();
        }
        if (!asking && following.isUsed() && current.isNearlyUsed()) {
            ask();
        }
    }

    private boolean hasId() {
        if (current.isUsed()) {
            current = following;
            following = Block.NONE;
        }
        return !current.isUsed();
    }

    private void ask() {
        if (brokerEpoch.getAsLong() < 0) {
            refuseWaiting();
            return;
        }
        asking = true;
        channel.send(
                () -> new AllocateProducerIdsRequest(environment.node(), brokerEpoch.getAsLong()),
                new Patience(ATTEMPT_NANOS, 2 * ATTEMPT_NANOS, true),
                this::heard);
    }

    private void heard(RpcOutcome outcome) {
        asking = false;
        if (outcome instanceof RpcOutcome.Answered answered
                && answered.response() instanceof AllocateProducerIdsResponse ids
                && ids.error() == ErrorCode.NONE) {
            following = new Block(ids.producerIdStart(), ids.producerIdLen());
            serve();
        } else {
            // Not asked for again until somebody wants one: then perhaps there is a controller.
            refuseWaiting();
        }
    }

    private void refuseWaiting() {
        var refused = new ArrayDeque<>(waiting);
        waiting.clear();
        refused.forEach(done -> done.accept(OptionalLong.empty()));
    }

    /** Ids that belong to this broker. */
    private static final class Block {

        private static final Block NONE = new Block(0, 0);

        private final int count;
        private final long end;
        private long next;

        Block(long first, int count) {
            this.count = count;
            this.next = first;
            this.end = first + count;
        }

        boolean isUsed() {
            return next == end;
        }

        boolean isNearlyUsed() {
            return (end - next) * TENTHS <= count;
        }

        long take() {
            return next++;
        }
    }
}
