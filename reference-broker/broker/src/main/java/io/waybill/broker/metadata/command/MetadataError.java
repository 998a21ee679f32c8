package io.waybill.broker.metadata.command;

import java.util.Optional;

/** Why a command was refused; names and numbers are Kafka's. */
public enum MetadataError {
    /** It was not. */
    NONE(0),
    /** There is no such topic or partition. */
    UNKNOWN_TOPIC_OR_PARTITION(3),
    /** The topic's name may not be, or is too like another's. */
    INVALID_TOPIC_EXCEPTION(17),
    /** There is a topic of this name. */
    TOPIC_ALREADY_EXISTS(36),
    /** The number of partitions may not be. */
    INVALID_PARTITIONS(37),
    /** There are not so many brokers. */
    INVALID_REPLICATION_FACTOR(38),
    /** The replicas may not be where they are asked for. */
    INVALID_REPLICA_ASSIGNMENT(39),
    /** A configuration is not known, or its value may not be. */
    INVALID_CONFIG(40),
    /** The controller is not active, or knows less than who asks. */
    NOT_CONTROLLER(41),
    /** The request contradicts itself or the metadata. */
    INVALID_REQUEST(42),
    /** It is too large. */
    POLICY_VIOLATION(44),
    /** The controller that decided is no longer active. */
    STALE_CONTROLLER_EPOCH(11),
    /** Topics may not be deleted. */
    TOPIC_DELETION_DISABLED(73),
    /** The leader asks in an epoch that is over. */
    FENCED_LEADER_EPOCH(74),
    /** The broker has registered anew since. */
    STALE_BROKER_EPOCH(77),
    /** The preferred leader cannot lead. */
    PREFERRED_LEADER_NOT_AVAILABLE(80),
    /** No replica can lead. */
    ELIGIBLE_LEADERS_NOT_AVAILABLE(83),
    /** The right replica leads already. */
    ELECTION_NOT_NEEDED(84),
    /** There is one of this id. */
    DUPLICATE_RESOURCE(92),
    /** The partition has changed since. */
    INVALID_UPDATE_VERSION(95),
    /** There is no topic with this id. */
    UNKNOWN_TOPIC_ID(100),
    /** The broker is not registered. */
    BROKER_ID_NOT_REGISTERED(102),
    /** A replica may not become in sync: fenced, about to stop, or not the life that was meant. */
    INELIGIBLE_REPLICA(107);

    private final short code;

    MetadataError(int code) {
        this.code = (short) code;
    }

    /** Returns the error with a number; empty where no command is refused so. */
    public static Optional<MetadataError> of(long code) {
        for (MetadataError error : values()) {
            if (error.code == code) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }

    /** Returns Kafka's number. */
    public short code() {
        return code;
    }
}
