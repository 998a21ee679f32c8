package io.waybill.system;

/**
 * Where producers and consumers come from: a cluster, for whoever asks it for nothing else. May be used by several
 * threads.
 */
public interface ClientSource {

    /** Starts a producer of one session. Does not wait for the broker. */
    ProducerDriver producer(ProducerSpec spec);

    /** Starts a consumer. Does not wait for the broker. */
    ConsumerDriver consumer(ConsumerSpec spec);
}
