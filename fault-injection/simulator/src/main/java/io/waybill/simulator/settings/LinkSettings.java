package io.waybill.simulator.settings;

/**
 * What links are like.
 *
 * @param latency how long a frame is on its way, beside what its size costs
 * @param bytesPerSecond how many bytes a link carries, each direction of each pair of nodes; 1 or more
 * @param roomBytes how many bytes of a connection may be on their way before it is not writable; it is again at half
 * @param silenceNanos how long a connection to a machine without power lasts before it times out
 */
public record LinkSettings(Latency latency, long bytesPerSecond, int roomBytes, long silenceNanos) {

    public LinkSettings {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a link must carry >= 1 byte a second, carried " + bytesPerSecond);
        }
        if (roomBytes < 1) {
            throw new IllegalArgumentException("a connection must have room for >= 1 byte, had " + roomBytes);
        }
        if (silenceNanos < 0) {
            throw new IllegalArgumentException("silence must last >= 0 ns, was " + silenceNanos);
        }
    }
}
