package io.waybill.checker.log;

/** What is known of one message that is looked at closely, or that was left over by its page. */
final class Entry {

    byte state;
    long offset = -1;
    long invokeNanos;
    long completeNanos;
    long transaction = -1;

    byte sendState() {
        return (byte) (state & Page.SEND_BITS);
    }

    boolean isDelivered() {
        return (state & Page.DELIVERED) != 0;
    }

    /** Returns whether its send was acknowledged. */
    boolean isAcknowledged() {
        byte send = sendState();
        return send == Page.ACKED || send == Page.UNPLACED || (state & Page.ACKNOWLEDGED) != 0;
    }

    /** Returns whether it still waits for something: its send, or its delivery. */
    boolean isOpen() {
        return isOpen(state);
    }

    static boolean isOpen(byte state) {
        return (state & Page.DELIVERED) == 0 || (state & Page.SEND_BITS) == Page.EMPTY;
    }
}
