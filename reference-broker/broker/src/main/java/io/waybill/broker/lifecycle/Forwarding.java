package io.waybill.broker.lifecycle;

import io.waybill.broker.controller.ErrorAnswers;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.CreatePartitionsRequest;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.DeleteTopicsRequest;
import io.waybill.wire.message.ElectLeadersRequest;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.function.Consumer;

/**
 * Carries to the active controller what administrators ask of a broker, and its answers back. A request is sent until
 * it may have arrived, and then never again: whether it may be repeated only who asks can know.
 */
public final class Forwarding {

    private static final long MILLI = 1_000_000L;
    private static final long DEFAULT_NANOS = 30_000 * MILLI;

    private final ControllerChannel channel;

    /** Forwards over a channel. */
    public Forwarding(ControllerChannel channel) {
        this.channel = channel;
    }

    /**
     * Forwards a request for as long as it says that it may take, else 30 s.
     *
     * @param request of those that a controller answers
     * @param done is told the answer, once. Where there is none, everything that was asked has the error
     *     {@link ErrorCode#NOT_CONTROLLER} where it was certainly not done, and {@link ErrorCode#REQUEST_TIMED_OUT}
     *     where nobody knows
     */
    public void forward(Request request, Consumer<Response> done) {
        channel.send(
                () -> request,
                Patience.once(timeoutNanos(request)),
                outcome -> done.accept(outcome.match(
                        RpcOutcome.Answered::response,
                        lost -> ErrorAnswers.of(request, ErrorCode.REQUEST_TIMED_OUT, lost.reason()),
                        notSent -> ErrorAnswers.of(request, ErrorCode.NOT_CONTROLLER, notSent.reason()))));
    }

    private static long timeoutNanos(Request request) {
        if (request instanceof CreateTopicsRequest it) {
            return it.timeoutMs() * MILLI;
        } else if (request instanceof DeleteTopicsRequest it) {
            return it.timeoutMs() * MILLI;
        } else if (request instanceof CreatePartitionsRequest it) {
            return it.timeoutMs() * MILLI;
        }
        return request instanceof ElectLeadersRequest it ? it.timeoutMs() * MILLI : DEFAULT_NANOS;
    }
}
