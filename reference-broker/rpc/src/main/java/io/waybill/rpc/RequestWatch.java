package io.waybill.rpc;

import io.waybill.wire.message.Api;
import io.waybill.wire.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * Is told of the requests of one endpoint, at once and on its loop; must not call back. Nothing that is answered
 * depends on it. It has its own idea of time: what it returns for a request it is given back with the answer.
 */
public interface RequestWatch {

    /** Watches nothing. */
    RequestWatch NONE = new RequestWatch() {};

    /**
     * A request has come, whole and readable.
     *
     * @param bytes how large its frame is
     * @return what {@link #answered} is given back, such as the time
     */
    default long received(Api api, int bytes) {
        return 0;
    }

    /**
     * A request was answered; told once for each, also where its connection has ended meanwhile.
     *
     * @param response the answer; null where there was none to give, or the connection was ended instead
     * @param stamp what {@link #received} has returned
     */
    default void answered(Api api, @Nullable Response response, long stamp) {}

    /** A frame could not be read as a request: its connection was ended. */
    default void unreadable() {}

    /** A large request was not taken, because much waits: its connection was ended. */
    default void refused() {}

    /**
     * Requests that wait for their answer, or for the answers before theirs, hold more memory, or less.
     *
     * @param bytes how much more; negative where it is less
     */
    default void held(long bytes) {}
}
