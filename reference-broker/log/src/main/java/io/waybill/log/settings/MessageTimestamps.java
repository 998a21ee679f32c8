package io.waybill.log.settings;

/** Whose time a message has; Kafka's {@code message.timestamp.type}. */
public enum MessageTimestamps {
    /** The time that its producer says. */
    CREATE_TIME,
    /** The time at which the leader appended it. */
    LOG_APPEND_TIME
}
