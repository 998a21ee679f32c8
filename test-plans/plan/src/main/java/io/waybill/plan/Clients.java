package io.waybill.plan;

import io.waybill.history.Event.Acks;
import io.waybill.history.Event.Isolation;
import io.waybill.system.ClientLibrary;
import java.time.Duration;
import java.util.Map;

/**
 * Who sends, who receives, and how much.
 *
 * @param library what they are made of; {@code client: official|reference} in a plan
 */
public record Clients(Producers producers, Consumers consumers, Load load, ClientLibrary library) {

    /** Makes clients of the library that is usual where the plan runs. */
    public Clients(Producers producers, Consumers consumers, Load load) {
        this(producers, consumers, load, ClientLibrary.USUAL);
    }

    /** Returns the same clients made of another library. */
    public Clients of(ClientLibrary other) {
        return new Clients(producers, consumers, load, other);
    }

    /** What a producer that begins anew does about what the session before had no answer for. */
    public enum Resend {
        /** Nothing: of those messages nobody will know. */
        NONE,
        /**
         * It sends them again, as the same messages, before anything else: an application with an outbox. Another
         * session to the broker, which cannot know that it has them already, so that it may append them twice.
         */
        UNANSWERED
    }

    /**
     * The producers; each is one session at a time that writes to all partitions.
     *
     * @param count 1 or more
     * @param acks how many replicas must have a message before it is acknowledged
     * @param idempotent whether the broker is to remove duplicates of their retries
     * @param maxInFlight how many requests each may have on its way at once
     * @param deliveryTimeout how long a message is tried before nobody knows of it any more
     * @param config the client's own settings, verbatim; they win over the rest
     * @param resend what they do when they begin anew
     */
    public record Producers(
            int count,
            Acks acks,
            boolean idempotent,
            int maxInFlight,
            Duration deliveryTimeout,
            Map<String, String> config,
            Resend resend) {

        public Producers {
            config = Map.copyOf(config);
        }

        /** Makes producers that send nothing again when they begin anew. */
        public Producers(
                int count,
                Acks acks,
                boolean idempotent,
                int maxInFlight,
                Duration deliveryTimeout,
                Map<String, String> config) {
            this(count, acks, idempotent, maxInFlight, deliveryTimeout, config, Resend.NONE);
        }

        /** Returns whether the application sends messages again that a session before had no answer for. */
        public boolean resends() {
            return resend == Resend.UNANSWERED;
        }

        /** Returns the same producers with something else to do when they begin anew. */
        public Producers resending(Resend other) {
            return new Producers(count, acks, idempotent, maxInFlight, deliveryTimeout, config, other);
        }
    }

    /**
     * The consumers. They share the partitions out among themselves and are one scope: together they must receive each
     * message.
     *
     * @param count 1 or more, and no more than there are partitions
     * @param scope the name of what they are together
     * @param config the client's own settings, verbatim; they win over the rest
     */
    public record Consumers(int count, String scope, Isolation isolation, Map<String, String> config) {

        public Consumers {
            config = Map.copyOf(config);
        }
    }

    /**
     * How much is sent. The rate is open-loop: a broker that is slow to answer does not slow it down.
     *
     * @param perSecond messages a second, all producers together
     * @param payloadBytes the size of each message
     * @param keys how many keys there are; a key always goes to the same partition
     * @param backlog how many messages of one producer may be unanswered at once; what is due beyond that is not sent,
     *     and counted
     */
    public record Load(int perSecond, int payloadBytes, int keys, int backlog) {}
}
