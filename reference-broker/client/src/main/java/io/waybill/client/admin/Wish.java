package io.waybill.client.admin;

import io.waybill.wire.message.Api;
import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.function.Function;

/**
 * One thing that is asked for.
 *
 * @param api by what it is asked for
 * @param target who can answer
 * @param asking makes the request
 * @param reading finds in an answer what it says
 */
record Wish<T>(Api api, Target target, Asking asking, Function<Response, Said<T>> reading) {

    /** Makes the request. */
    @FunctionalInterface
    interface Asking {

        /**
         * Returns the request.
         *
         * @param version in which it is sent
         * @param timeoutMillis how long the broker may take
         */
        Request of(int version, int timeoutMillis);
    }
}
