package io.waybill.wire.kafka;

import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * The translation of one API.
 *
 * <p>Reading never loses what our records can say. Writing a request refuses what its version cannot say: the sender
 * chose the version and would be misunderstood. Writing a response leaves it out: the broker answers in the version
 * that it was asked in.
 *
 * @param <Q> our request
 * @param <D> Kafka's request
 * @param <A> our response
 * @param <E> Kafka's response
 */
interface Translator<Q extends Request, D extends ApiMessage, A extends Response, E extends ApiMessage> {

    /** Returns our words for a request that came in {@code version}. */
    Q readRequest(D data, int version);

    /**
     * Returns Kafka's words for a request.
     *
     * @throws IllegalArgumentException if {@code version} cannot say it
     */
    D writeRequest(Q request, int version);

    /** Returns our words for a response that came in {@code version}. */
    A readResponse(E data, int version);

    /** Returns Kafka's words for a response, without the fields that {@code version} lacks. */
    E writeResponse(A response, int version);
}
