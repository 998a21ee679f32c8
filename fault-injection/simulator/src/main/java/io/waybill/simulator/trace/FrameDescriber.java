package io.waybill.simulator.trace;

import java.nio.ByteBuffer;

/** Says in a few words what a frame means; asked only where somebody will read it. */
@FunctionalInterface
public interface FrameDescriber {

    /**
     * Returns a few words on a frame, without line breaks.
     *
     * @param from the node that sent it
     * @param to the node that gets it
     * @param frame read-only, of the describer's own position and limit
     */
    String describe(int from, int to, ByteBuffer frame);
}
