package io.waybill.simulation.quorum.client;

import io.waybill.environment.Environment;

/** One life of a client: a producer and a consumer, which know nothing of each other. */
final class Client {

    private final Producer producer;
    private final Consumer consumer;

    Client(Crew crew, Environment environment) {
        this.producer = new Producer(crew, environment);
        this.consumer = new Consumer(crew, environment);
    }

    void start() {
        producer.start();
        consumer.start();
    }

    boolean isSilent() {
        return producer.isSilent();
    }

    boolean isDrained() {
        return producer.isSilent() && consumer.isDrained();
    }

    void ended(boolean crashed) {
        producer.ended();
        consumer.ended(crashed);
    }
}
