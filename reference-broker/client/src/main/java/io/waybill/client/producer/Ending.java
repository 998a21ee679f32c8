package io.waybill.client.producer;

/** Why the client itself ends a send, without an answer that decides it: Kafka's name of the error, and the reason. */
enum Ending {
    /** The serializer threw. */
    NOT_SERIALIZED("SerializationException", "the record could not be turned into bytes", true),
    /** It has no room in any request or in the whole buffer. */
    TOO_LARGE("RecordTooLargeException", "it is larger than max.request.size or buffer.memory allow", true),
    /** The partitioner threw, or named a partition that there is not. */
    NOT_PARTITIONED("InvalidPartitionException", "the partitioner named no partition that there is", true),
    /** It waited too long. */
    BLOCKED("TimeoutException", "no metadata or no room within max.block.ms", true),
    /** The producer was closed before the send. */
    CLOSED_BEFORE("ProducerClosed", "the producer was closed before", true),
    /** The producer was closed, and it was never sent, or refused each time. */
    CLOSED_UNSENT("ProducerClosed", "the producer was closed, and no attempt may have been appended", true),
    /** The producer was closed while it was under way. */
    CLOSED_UNDER_WAY("ProducerClosed", "the producer was closed while it was under way", false),
    /** It was not acknowledged in time. */
    EXPIRED("TimeoutException", "it was not acknowledged within delivery.timeout.ms", false),
    /** It may not be sent again. */
    EXHAUSTED("RetriesExhausted", "it was sent as often as retries allow", false),
    /** One before it gets a new sequence; with its own it would overtake, with another it might be twice. */
    OVERTAKING("OutOfOrderSequenceException", "it may have been appended before one that was sent before it", false),
    /** Nobody was asked. */
    UNASKED("NoAcknowledgement", "acks=0: no broker was asked", false);

    private final String error;
    private final String reason;
    private final boolean certain;

    Ending(String error, String reason, boolean certain) {
        this.error = error;
        this.reason = reason;
        this.certain = certain;
    }

    String error() {
        return error;
    }

    String reason() {
        return reason;
    }

    /** Returns whether no attempt can have been appended; otherwise the attempts decide. */
    boolean isCertain() {
        return certain;
    }

    SendResult.Failed failed(String detail) {
        return new SendResult.Failed(error, detail.isEmpty() ? reason : reason + ": " + detail);
    }
}
