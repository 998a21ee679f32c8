package io.waybill.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recorded fact. A history is the sequence of all of them.
 *
 * <p>Times are nanoseconds on the recording host's one monotonic clock, counted from the start of the run; intervals
 * are closed. An operation carries the time of its invocation and of its completion; {@link #NEVER} is the completion
 * of one that did not complete. Ids are small dense integers that a definition gave out before their first use.
 */
public sealed interface Event {

    /** The completion time of what never completed. */
    long NEVER = Long.MAX_VALUE;

    /** Stands for an offset that is not known or does not exist. */
    long NO_OFFSET = -1;

    /** Stands for an id (of a transaction, key, generation, delivery tag, …) that there is not. */
    int NONE = -1;

    /** Returns the time at which the fact began to be: the invocation of an operation, the moment of anything else. */
    long timeNanos();

    // ---- definitions: what the ids stand for -------------------------------------------------------------------

    /** How a partition keeps its messages. */
    enum PartitionKind {
        /** Messages have offsets and stay: a Kafka partition. */
        LOG,
        /** Messages have no offsets and leave when they are settled: a queue. */
        QUEUE
    }

    /** How many replicas must have a message before the producer is told so. */
    enum Acks {
        /** The broker is not asked: {@code acks=0}. Such a send is never acknowledged. */
        NONE,
        /** The leader alone: {@code acks=1}. */
        LEADER,
        /** All in-sync replicas: {@code acks=all}. */
        ALL,
        /** Not recorded. */
        UNSPECIFIED
    }

    /** Which records a consumer is shown. */
    enum Isolation {
        /** Everything, open and aborted transactions included. */
        READ_UNCOMMITTED,
        /** Only what is committed or outside transactions. */
        READ_COMMITTED
    }

    /**
     * A partition of a topic, or a queue.
     *
     * @param id dense from 0
     * @param number the partition's number in its topic; 0 for a queue
     */
    record PartitionDefined(int id, String topic, int number, PartitionKind kind) implements Event {
        @Override
        public long timeNanos() {
            return 0;
        }

        /** Returns the name that people use: {@code orders-3}, or the queue's own. */
        public String name() {
            return kind == PartitionKind.QUEUE ? topic : topic + "-" + number;
        }
    }

    /**
     * A producer session: one producer instance, or one incarnation of a transactional producer.
     *
     * @param id dense from 0
     * @param name what people call it, for example {@code p2}
     * @param idempotent whether the broker removes duplicates of its retries
     * @param maxInFlight how many requests may be on their way at once; 0 where not recorded
     * @param transactionalId the id that its incarnations share, or null
     * @param epoch which incarnation of the transactional id, counted from 0
     * @param timeNanos when its initialization was invoked
     * @param completeNanos when its initialization was completed; from then on older epochs are fenced
     */
    record SessionDefined(
            int id,
            String name,
            boolean idempotent,
            Acks acks,
            int maxInFlight,
            @Nullable String transactionalId,
            int epoch,
            long timeNanos,
            long completeNanos)
            implements Event {}

    /**
     * A consumer: one instance, from its start to its end.
     *
     * @param id dense from 0
     * @param name what people call it
     * @param scope within which a message is to be delivered: its group, or a name of its own
     */
    record ConsumerDefined(int id, String name, String scope, Isolation isolation, long timeNanos) implements Event {}

    /** A name that people know a message by, where it is not its sequence: the value of an imported history. */
    record MessageNamed(MessageId message, String name) implements Event {
        @Override
        public long timeNanos() {
            return 0;
        }
    }

    /** A name that people know a key by. Keys are recorded as dense ids. */
    record KeyNamed(int key, String name) implements Event {
        @Override
        public long timeNanos() {
            return 0;
        }
    }

    /** A statement about the whole run: plan, seed, versions, configuration; see {@link Attributes} for the names. */
    record Attribute(String name, String value) implements Event {
        @Override
        public long timeNanos() {
            return 0;
        }
    }

    // ---- producing ---------------------------------------------------------------------------------------------

    /**
     * One send: what was asked and what was answered.
     *
     * @param key the key's id, or {@link #NONE}
     * @param transaction the transaction it belongs to, or {@link #NONE}
     * @param offset where the broker says it stands; {@link #NO_OFFSET} where it said nothing
     * @param source the input that this is the output of, or null
     */
    record Send(
            MessageId message,
            int key,
            int transaction,
            Outcome outcome,
            long offset,
            @Nullable PartitionOffset source,
            long timeNanos,
            long completeNanos)
            implements Event {}

    /**
     * A promise made durable before it is used: this session may send sequences below {@code limit} to this partition.
     * It makes the sends that a torn history has lost open instead of phantoms.
     */
    record Reservation(int session, int partition, long limit, long timeNanos) implements Event {}

    /** A transaction's beginning. */
    record TransactionBegun(int transaction, int session, long timeNanos) implements Event {}

    /**
     * A transaction's end as its producer asked for it.
     *
     * @param commit true for a commit, false for an abort
     */
    record TransactionEnded(int transaction, boolean commit, Outcome outcome, long timeNanos, long completeNanos)
            implements Event {}

    // ---- consuming ---------------------------------------------------------------------------------------------

    /**
     * One record handed to a consumer by a poll.
     *
     * @param offset where it stood; {@link #NO_OFFSET} in a queue
     * @param key the key's id, or {@link #NONE}
     * @param transaction the transaction that the poll was part of, or {@link #NONE}
     * @param tag which delivery this was, for its settlement; {@link #NONE} where the broker has no such thing
     * @param redelivered whether the broker marked it as delivered before
     * @param timeNanos when the poll was invoked
     * @param completeNanos when the poll returned
     */
    record Delivery(
            int consumer,
            int partition,
            long offset,
            MessageId message,
            int key,
            int transaction,
            long tag,
            boolean redelivered,
            long timeNanos,
            long completeNanos)
            implements Event {}

    /** A poll that returned nothing, failed, or whose result nobody knows; others are known by their deliveries. */
    record Poll(int consumer, Outcome outcome, long timeNanos, long completeNanos) implements Event {}

    /**
     * Partitions given to a consumer: by its own {@code assign}, or by its group.
     *
     * @param partitions all that it has from now on
     * @param generation the group's generation or member epoch; {@link #NONE} in assign mode
     */
    record Assigned(int consumer, List<Integer> partitions, int generation, long timeNanos) implements Event {
        public Assigned {
            partitions = List.copyOf(partitions);
        }
    }

    /** A consumer's wish to have topics assigned by its group. */
    record Subscribed(int consumer, List<String> topics, long timeNanos) implements Event {
        public Subscribed {
            topics = List.copyOf(topics);
        }
    }

    /** Partitions taken from a consumer: it knows that it reads them no longer. */
    record Revoked(int consumer, List<Integer> partitions, int generation, long timeNanos) implements Event {
        public Revoked {
            partitions = List.copyOf(partitions);
        }
    }

    /** Why a position is what it is. */
    enum PositionReason {
        /** Where reading begins after an assignment. */
        START,
        /** The client moved there on purpose. */
        SEEK,
        /** A poll at this position, which was the log's end, returned nothing more: everything below was passed. */
        END
    }

    /** A consumer's position in a partition, as far as it is known. */
    record Positioned(int consumer, int partition, long offset, PositionReason reason, long timeNanos)
            implements Event {}

    /**
     * A commit of consumed offsets.
     *
     * @param transaction the transaction that carries it, or {@link #NONE}
     * @param generation under which generation it was sent, or {@link #NONE}
     * @param offsets the next record to be read, per partition
     */
    record Commit(
            int consumer,
            int transaction,
            int generation,
            List<PartitionOffset> offsets,
            Outcome outcome,
            long timeNanos,
            long completeNanos)
            implements Event {
        public Commit {
            offsets = List.copyOf(offsets);
        }
    }

    /** What the broker answered when asked for a scope's committed offsets. */
    record CommittedRead(int consumer, List<PartitionOffset> offsets, long timeNanos, long completeNanos)
            implements Event {
        public CommittedRead {
            offsets = List.copyOf(offsets);
        }
    }

    /** What a consumer did with a delivery. */
    enum SettlementKind {
        /** Processed: it must not come again. */
        ACK,
        /** Not processed and not wanted again: dropped or dead-lettered. */
        NACK,
        /** Not processed: it must come again. */
        REQUEUE
    }

    /** The settlement of one delivery of a queue. */
    record Settlement(
            int consumer,
            MessageId message,
            long tag,
            SettlementKind kind,
            Outcome outcome,
            long timeNanos,
            long completeNanos)
            implements Event {}

    /** The end of a client process: whatever it had under way is {@code info}, and its deliveries are returned. */
    record ConsumerClosed(int consumer, boolean crashed, long timeNanos) implements Event {}

    // ---- the run -----------------------------------------------------------------------------------------------

    /**
     * The beginning of a fault.
     *
     * @param fault dense from 0
     * @param kind the fault's kind, for example {@code kill}
     * @param named the target as the plan named it: {@code leader of orders-0}
     * @param resolved the target as it was found: {@code n1}
     * @param timeNanos when acting began
     * @param completeNanos when it had taken effect
     */
    record FaultStarted(int fault, String kind, String named, List<String> resolved, long timeNanos, long completeNanos)
            implements Event {
        public FaultStarted {
            resolved = List.copyOf(resolved);
        }
    }

    /** The end of a fault: the node is started, the process goes on, the link is whole. */
    record FaultStopped(int fault, long timeNanos, long completeNanos) implements Event {}

    /** What a broker fact is about. */
    enum FactKind {
        /** {@code node} leads the partition in {@code epoch}. */
        LEADER,
        /** {@code nodes} are the partition's in-sync replicas. */
        ISR,
        /** The partition's high watermark is {@code offset}. */
        HIGH_WATERMARK,
        /** The oldest offset that is still kept is {@code offset}; what is below is excused. */
        LOG_START,
        /** The partition ended at {@code offset} when the run drained it. */
        LOG_END,
        /** {@code node} cut its log back to {@code offset}. */
        TRUNCATED,
        /** {@code node} was seen alive. */
        NODE_UP,
        /** {@code node} was seen dead. */
        NODE_DOWN
    }

    /**
     * Something a broker said of itself. It explains a finding and never proves one, except for {@code LOG_START} and
     * {@code LOG_END}, which say what a reader can still be asked for.
     *
     * @param partition the partition's id, or {@link #NONE}
     * @param node the node, or {@link #NONE}
     * @param epoch the leader epoch, or {@link #NONE}
     * @param offset see {@link FactKind}; {@link #NO_OFFSET} otherwise
     * @param source who said so: {@code admin}, {@code log of n2}
     */
    record BrokerFact(
            FactKind kind,
            int partition,
            int node,
            int epoch,
            long offset,
            List<Integer> nodes,
            String source,
            long timeNanos)
            implements Event {
        public BrokerFact {
            nodes = List.copyOf(nodes);
        }
    }

    /** The beginning of a phase of the run: {@code warm-up}, {@code storm}, {@code calm}, {@code drain}. */
    record PhaseStarted(String phase, long timeNanos) implements Event {}

    /**
     * A moment that the run was after: a dangerous coincidence that makes a claim worth something.
     *
     * @param moment its name as a sentence: {@code leader killed with sends in flight}
     * @param detail what was seen
     */
    record MomentHit(String moment, String detail, long timeNanos) implements Event {}

    /** The recorder's last word. A history without it was torn: what its writer still had in hand is lost. */
    record Closed(long timeNanos) implements Event {}
}
