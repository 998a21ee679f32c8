package io.waybill.environment;

import java.nio.ByteBuffer;
import java.util.List;

/** One connection, seen from one of its two ends. */
public interface Connection {

    /**
     * Sends a frame, if the connection has not ended. It will arrive unless the connection ends first; the sender is
     * never told that it did.
     *
     * @param frame from its position to its limit; belongs to the connection from now on and must not be changed
     * @return whether it was taken: false once the connection has ended or {@link #close} or {@link #abort} was called
     */
    boolean send(ByteBuffer frame);

    /**
     * Sends a frame as {@link #send(ByteBuffer)} does, from several buffers that follow each other. Whoever sends
     * without copying has its own way to do so.
     *
     * @param parts each from its position to its limit; they belong to the connection from now on and must not be
     *     changed
     */
    default boolean send(List<ByteBuffer> parts) {
        int bytes = 0;
        for (ByteBuffer part : parts) {
            bytes += part.remaining();
        }
        ByteBuffer frame = ByteBuffer.allocate(bytes);
        for (ByteBuffer part : parts) {
            frame.put(part.slice());
        }
        return send(frame.flip());
    }

    /**
     * Returns whether there is room for more. A sender that sends all the same is not refused, but what it sends waits
     * in memory; {@link Handler#onWritable} says when there is room again.
     */
    boolean isWritable();

    /**
     * Hands over no frame until {@link #resume}, and not the end of the other side that comes behind them. What was
     * sent waits, there in the end: it has no room for more. That the connection was broken off may be told meanwhile.
     */
    void pause();

    /** Goes on handing over, with what has waited. Does nothing where it does. */
    void resume();

    /** Ends the connection once everything sent was handed over; the other side sees {@link CloseReason#END}. */
    void close();

    /**
     * Ends the connection now; what was sent and not handed over is lost. The other side sees
     * {@link CloseReason#RESET}.
     */
    void abort();

    /** Is told what happens to a connection. */
    interface Handler {

        /** It is open. Called at most once, before any frame. */
        void onOpen(Connection connection);

        /**
         * A frame has arrived.
         *
         * @param frame from its position to its limit; belongs to the handler, which may keep it but not change it
         */
        void onFrame(Connection connection, ByteBuffer frame);

        /** There is room again after {@link Connection#isWritable} was false. */
        default void onWritable(Connection connection) {}

        /**
         * It has ended, whoever ended it. Called exactly once for every connection that was begun, and nothing is
         * called after it.
         */
        void onClosed(Connection connection, CloseReason reason);
    }

    /** Why a connection ended. None of them says whether the last frames sent were acted upon. */
    enum CloseReason {
        /** This side called {@link Connection#close} or {@link Connection#abort}. */
        LOCAL,
        /** The other side closed it; everything it sent has arrived. */
        END,
        /** The other side, or something on the way, broke it off. */
        RESET,
        /** Nobody listens there, or something on the way says so. */
        REFUSED,
        /** Nothing was heard in time. */
        TIMEOUT
    }
}
