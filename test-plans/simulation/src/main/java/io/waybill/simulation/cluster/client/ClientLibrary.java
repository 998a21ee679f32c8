package io.waybill.simulation.cluster.client;

import io.waybill.environment.Environment;
import io.waybill.fault.Partition;
import io.waybill.plan.Clients;
import io.waybill.system.Received;
import io.waybill.system.SendOutcome;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Consumer;

/** The library that clients use: what speaks to the brokers for them. */
public interface ClientLibrary {

    /** Makes a producer that lives in an environment. */
    ProducerPort producer(Environment environment, Clients.Producers settings);

    /** Makes a consumer that lives in an environment. */
    ConsumerPort consumer(Environment environment, Clients.Consumers settings);

    /** A producer of one session. */
    interface ProducerPort {

        /**
         * Sends a message.
         *
         * @param done is told how it ended, once, after this call has returned
         */
        void send(Partition partition, byte[] key, byte[] value, Consumer<SendOutcome> done);
    }

    /** A consumer that was given its partitions. */
    interface ConsumerPort {

        /** Makes these all its partitions, with where it begins to read each. */
        void assign(SortedMap<Partition, Long> starts);

        /**
         * Asks for records; one poll at a time.
         *
         * @param timeoutNanos how long to wait for the first
         * @param done is told, once, after this call has returned
         */
        void poll(long timeoutNanos, Consumer<Polled> done);

        /** Returns the offset of the record that it reads next. */
        long position(Partition partition);

        /**
         * Asks where a partition ends for it.
         *
         * @param timeoutNanos how long to try
         * @param done is told, once, after this call has returned; empty where nobody knew
         */
        void end(Partition partition, long timeoutNanos, Consumer<OptionalLong> done);
    }

    /** How a poll ended. */
    sealed interface Polled {

        /** It returned some records, perhaps none, in the order of each partition. */
        record Records(List<Received> records) implements Polled {
            public Records {
                records = List.copyOf(records);
            }
        }

        /** It ended with an error. */
        record Failed(String reason) implements Polled {}
    }
}
