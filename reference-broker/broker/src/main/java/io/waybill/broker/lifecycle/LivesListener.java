package io.waybill.broker.lifecycle;

import java.util.UUID;

/** Is told of the lives of a broker, so that another loop of the node sees the metadata as its present life does. */
public interface LivesListener {

    /** Listens to nothing. */
    LivesListener NONE = new LivesListener() {};

    /** A life asks to be registered; what the metadata say concerns it from its registration on. */
    default void began(UUID incarnation) {}

    /** The life that is registered is over, although the metadata do not say so. */
    default void ended() {}
}
