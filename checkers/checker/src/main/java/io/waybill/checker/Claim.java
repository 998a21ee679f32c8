package io.waybill.checker;

import java.util.Arrays;
import java.util.Optional;

/** What a broker is said to promise. Each is broken by the anomalies that {@link ClaimCatalogue} lists for it. */
public enum Claim {
    /** No message twice. */
    AT_MOST_ONCE(
            "at-most-once",
            "No duplicate",
            "No message stands in the log twice, and no consumer of a scope is handed one twice without having gone"
                    + " back (by a seek, a rebalance, a rejected settlement)."),
    /** No acknowledged message lost. */
    AT_LEAST_ONCE(
            "at-least-once",
            "No loss",
            "Every acknowledged message is delivered to every scope that reads past its place."),
    /** Both, and nothing invented. */
    EXACTLY_ONCE(
            "exactly-once",
            "Exactly once",
            "Every acknowledged message is delivered once: at-least-once, at-most-once and no-phantom together."),
    /** Each input has its effect once. */
    EXACTLY_ONCE_PROCESSING(
            "exactly-once-processing",
            "Processed exactly once",
            "What is read, processed and written in one transaction has its effect once: the inputs of the committed"
                    + " transactions do not overlap, leave no gap, and are the ones that were committed."),
    /** Nothing delivered that was not sent. */
    NO_PHANTOM(
            "no-phantom", "Nothing invented", "Whatever is delivered was sent before, to that place, and is intact."),
    /** One message an offset. */
    OFFSET_CONSISTENCY(
            "offset-consistency",
            "One message an offset",
            "Whoever looks at an offset (acknowledgement or poll) finds the same message there."),
    /** Consumers go forward. */
    MONOTONIC_POLLS(
            "monotonic-polls",
            "Polls go forward",
            "Within one assignment and without a seek, a consumer is handed ever higher offsets and skips no record."),
    /** Per-partition and per-producer order. */
    ORDER_PER_PRODUCER(
            "order-per-producer",
            "Order per producer",
            "The messages of a producer session stand in a partition in the order in which they were sent."),
    /** Per-key order. */
    ORDER_PER_KEY(
            "order-per-key",
            "Order per key",
            "The messages of a producer session with one key are delivered in the order in which they were sent."),
    /** Real-time order of appends. */
    ORDER_PER_PARTITION(
            "order-per-partition",
            "Order per partition",
            "A message that was acknowledged before another was sent stands before it in the partition."),
    /** All or nothing. */
    ATOMIC_TRANSACTIONS(
            "atomic-transactions",
            "Transactions are atomic",
            "Of a committed transaction all messages become visible, and none before the commit was asked for; readers"
                    + " of what is committed wait for open transactions."),
    /** Old incarnations are kept out. */
    ZOMBIES_FENCED(
            "zombies-fenced",
            "Zombies are fenced",
            "Once a newer incarnation of a transactional producer is initialized, the older ones can neither send nor"
                    + " commit."),
    /** Aborted stays invisible. */
    ABORTED_INVISIBLE(
            "aborted-invisible",
            "Aborted stays invisible",
            "A read_committed consumer is never handed a message of an aborted transaction, and nobody is handed a"
                    + " message whose send certainly failed."),
    /** One member a partition. */
    GROUP_EXCLUSIVITY(
            "group-exclusivity",
            "One reader a partition",
            "In one generation of a group a partition belongs to one member, and older generations cannot commit."),
    /** Commits never regress. */
    COMMITTED_OFFSETS(
            "committed-offsets",
            "Commits are kept",
            "A group's committed offsets are ones that were committed, never fall back, and never pass what was"
                    + " handed to it."),
    /** Availability comes back. */
    RECOVERY(
            "recovery",
            "Recovery in time",
            "After the end of each fault, messages are accepted and delivered again within the bound."),
    /** Queue semantics. */
    QUEUE_SETTLEMENT(
            "queue-settlement",
            "Settled stays settled",
            "A queue hands out a message to one consumer at a time, and never again once its settlement is certain."),
    /** First in, first out. */
    QUEUE_ORDER(
            "queue-order",
            "First in, first out",
            "A queue hands out messages in the order in which they were put in, as far as the times of the operations"
                    + " tell it. Few brokers promise it where several consumers compete, so it is judged only where"
                    + " it is asked for by name.");

    private final String id;
    private final String title;
    private final String definition;

    Claim(String id, String title, String definition) {
        this.id = id;
        this.title = title;
        this.definition = definition;
    }

    /** Returns the name in files and options: {@code at-least-once}. */
    public String id() {
        return id;
    }

    /** Returns the name in headings: {@code No loss}. */
    public String title() {
        return title;
    }

    /** Returns what is promised, in a sentence. */
    public String definition() {
        return definition;
    }

    /** Returns the claim with this id. */
    public static Optional<Claim> of(String id) {
        return Arrays.stream(values()).filter(claim -> claim.id.equals(id)).findFirst();
    }
}
