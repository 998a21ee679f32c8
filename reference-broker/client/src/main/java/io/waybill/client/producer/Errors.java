package io.waybill.client.producer;

import io.waybill.wire.message.ErrorCode;

/** What an error in the answer to a produce request says about the batch. */
final class Errors {

    private Errors() {}

    /** What is to be done. */
    enum Meaning {
        /** It is in the log, for certain. */
        IN_THE_LOG,
        /** It was refused before it was appended, and may be accepted later. */
        NOT_YET,
        /** It was refused before it was appended and always will be. */
        NEVER,
        /** Sequences before it are missing, or the broker does not know the producer: refused before appending. */
        OUT_OF_ORDER,
        /** A newer life of the producer exists: refused before appending. */
        FENCED,
        /** It may have been appended; it may be sent again. */
        MAYBE
    }

    static Meaning of(ErrorCode error) {
        return switch (error) {
            case NONE, DUPLICATE_SEQUENCE_NUMBER -> Meaning.IN_THE_LOG;
            // Checked by the leader before it appends. Others that can be repeated are not certain: a leader that was
            // deposed says NOT_LEADER_OR_FOLLOWER of what it has appended as well.
            case NOT_ENOUGH_REPLICAS, UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID, LEADER_NOT_AVAILABLE ->
                Meaning.NOT_YET;
            case MESSAGE_TOO_LARGE,
                    RECORD_LIST_TOO_LARGE,
                    INVALID_RECORD,
                    INVALID_TIMESTAMP,
                    INVALID_REQUIRED_ACKS,
                    INVALID_TOPIC_EXCEPTION,
                    UNSUPPORTED_COMPRESSION_TYPE,
                    UNSUPPORTED_FOR_MESSAGE_FORMAT,
                    TOPIC_AUTHORIZATION_FAILED,
                    CLUSTER_AUTHORIZATION_FAILED -> Meaning.NEVER;
            case OUT_OF_ORDER_SEQUENCE_NUMBER, UNKNOWN_PRODUCER_ID -> Meaning.OUT_OF_ORDER;
            case INVALID_PRODUCER_EPOCH, PRODUCER_FENCED -> Meaning.FENCED;
            default -> Meaning.MAYBE;
        };
    }

    /** Returns whether an error says that what is known of the cluster may be wrong. */
    static boolean asksForMetadata(ErrorCode error) {
        return switch (error) {
            case NOT_LEADER_OR_FOLLOWER,
                    UNKNOWN_TOPIC_OR_PARTITION,
                    UNKNOWN_TOPIC_ID,
                    LEADER_NOT_AVAILABLE,
                    FENCED_LEADER_EPOCH,
                    UNKNOWN_LEADER_EPOCH,
                    KAFKA_STORAGE_ERROR,
                    REPLICA_NOT_AVAILABLE -> true;
            default -> false;
        };
    }
}
