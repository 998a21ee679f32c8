package io.waybill.client.producer;

import java.util.function.Function;

/** How a send ended, as far as the client can know. */
public sealed interface SendResult {

    /** Returns what the case that it is gives. */
    <R> R match(Function<Acknowledged, R> acknowledged, Function<Failed, R> failed, Function<Unknown, R> unknown);

    /**
     * The broker acknowledged it.
     *
     * @param partition where it stands
     * @param offset its offset there, -1 where the broker did not say
     */
    record Acknowledged(int partition, long offset) implements SendResult {
        @Override
        public <R> R match(
                Function<Acknowledged, R> acknowledged, Function<Failed, R> failed, Function<Unknown, R> unknown) {
            return acknowledged.apply(this);
        }
    }

    /**
     * It is certainly not in a log and never will be.
     *
     * @param error Kafka's name of it
     * @param reason how that is known
     */
    record Failed(String error, String reason) implements SendResult {
        @Override
        public <R> R match(
                Function<Acknowledged, R> acknowledged, Function<Failed, R> failed, Function<Unknown, R> unknown) {
            return failed.apply(this);
        }
    }

    /**
     * Nobody knows whether it is or will be in a log.
     *
     * @param error Kafka's name of it
     * @param reason why it proves nothing
     */
    record Unknown(String error, String reason) implements SendResult {
        @Override
        public <R> R match(
                Function<Acknowledged, R> acknowledged, Function<Failed, R> failed, Function<Unknown, R> unknown) {
            return unknown.apply(this);
        }
    }
}
