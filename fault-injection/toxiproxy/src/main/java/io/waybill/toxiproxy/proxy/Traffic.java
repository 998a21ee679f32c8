package io.waybill.toxiproxy.proxy;

/** How many bytes a proxy has read and written in one direction. */
final class Traffic {

    private long received;
    private long sent;

    void received(long bytes) {
        received += bytes;
    }

    void sent(long bytes) {
        sent += bytes;
    }

    long received() {
        return received;
    }

    long sent() {
        return sent;
    }
}
