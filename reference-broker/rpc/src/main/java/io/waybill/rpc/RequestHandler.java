package io.waybill.rpc;

import io.waybill.wire.ReceivedRequest;
import io.waybill.wire.message.Response;

/** Decides what is answered to requests. */
@FunctionalInterface
public interface RequestHandler {

    /**
     * A request has come. It is answered through {@code answer}, once, now or later.
     *
     * @param received the request with its header; what it carries as bytes are views of its frame, which nobody else
     *     uses
     */
    void handle(ReceivedRequest received, Answer answer);

    /** The place of one answer. Each is answered in one of three ways, once; a second time is a programmer's error. */
    interface Answer {

        /** Answers. Does nothing where the connection has ended meanwhile. */
        void send(Response response);

        /** Answers nothing, where the protocol wants that: a produce request with {@code acks=0}. */
        void none();

        /** Ends the connection instead of answering; none of its other requests is answered either. */
        void disconnect();

        /** Returns whether somebody still waits: the connection is there and was not answered yet. */
        boolean isWanted();
    }
}
