package io.waybill.client.producer;

import io.waybill.wire.message.ErrorCode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an error in the answer to a produce request says about the attempt that it answers. The one table of it; every
 * row has its reason. An error that has no row, and one that a leader may say of what it has appended, is
 * {@link Meaning#MAYBE}.
 */
final class Errors {

    /** What is known of the attempt, and what is to be done. */
    enum Meaning {
        /** It is in the log, for certain. */
        IN_THE_LOG("appended", "acknowledged"),
        /** It was refused before it was appended, and may be accepted later. */
        NOT_YET("not appended", "sent again"),
        /** It was refused before it was appended and always will be. */
        NEVER("not appended", "given up"),
        /**
         * It has more bytes than a batch may have there: refused before appending; its records may go in smaller ones.
         */
        TOO_LARGE("not appended", "sent again as two halves; given up where it is one record"),
        /** Sequences before it are missing, or the broker does not know the producer: refused before appending. */
        OUT_OF_ORDER("not appended", "sent again, in a new epoch where nothing before it is missing"),
        /** A newer life of the producer exists: refused before appending. */
        FENCED("not appended", "given up; a new producer id is asked for"),
        /** It may have been appended; it is sent again where the protocol says that this may help. */
        MAYBE("perhaps appended", "sent again where the error is retriable, else given up");

        private final String attempt;
        private final String next;

        Meaning(String attempt, String next) {
            this.attempt = attempt;
            this.next = next;
        }

        /** Returns what is known of the attempt, in few words. */
        String attempt() {
            return attempt;
        }

        /** Returns what follows, in few words. */
        String next() {
            return next;
        }
    }

    /** A row of the table. */
    record Row(ErrorCode error, Meaning meaning, String reason) {}

    private static final List<Row> ROWS = List.of(
            row(ErrorCode.NONE, Meaning.IN_THE_LOG, "the leader says at which offset"),
            row(
                    ErrorCode.DUPLICATE_SEQUENCE_NUMBER,
                    Meaning.IN_THE_LOG,
                    "the leader appended this sequence before and no longer knows where; no other batch has it"),
            row(
                    ErrorCode.NOT_ENOUGH_REPLICAS,
                    Meaning.NOT_YET,
                    "the leader counts its in-sync replicas before it appends; of what it has appended it says"
                            + " NOT_ENOUGH_REPLICAS_AFTER_APPEND"),
            row(
                    ErrorCode.UNKNOWN_TOPIC_ID,
                    Meaning.NOT_YET,
                    "the id stands for no topic there, so no log could be chosen"),
            tooLarge(ErrorCode.MESSAGE_TOO_LARGE),
            tooLarge(ErrorCode.RECORD_LIST_TOO_LARGE),
            never(ErrorCode.INVALID_RECORD, "its records are checked before it is appended"),
            never(ErrorCode.INVALID_TIMESTAMP, "its timestamps are checked before it is appended"),
            never(ErrorCode.INVALID_REQUIRED_ACKS, "the request is checked before anything is appended"),
            never(ErrorCode.INVALID_TOPIC_EXCEPTION, "there can be no such topic"),
            never(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE, "its codec is checked before it is appended"),
            never(ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT, "its format is checked before it is appended"),
            never(ErrorCode.TOPIC_AUTHORIZATION_FAILED, "permission is asked for before it is appended"),
            never(ErrorCode.CLUSTER_AUTHORIZATION_FAILED, "permission is asked for before it is appended"),
            row(
                    ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
                    Meaning.OUT_OF_ORDER,
                    "a sequence before it is missing, or was lost; sequences are checked before it is appended"),
            row(
                    ErrorCode.UNKNOWN_PRODUCER_ID,
                    Meaning.OUT_OF_ORDER,
                    "the leader has nothing of the producer; that is checked before it is appended"),
            row(
                    ErrorCode.INVALID_PRODUCER_EPOCH,
                    Meaning.FENCED,
                    "the leader has seen a newer epoch; epochs are checked before it is appended"),
            row(
                    ErrorCode.PRODUCER_FENCED,
                    Meaning.FENCED,
                    "the leader has seen a newer epoch; epochs are checked before it is appended"),
            maybe(ErrorCode.NOT_LEADER_OR_FOLLOWER, "said by a leader that was deposed of what it has appended, too"),
            maybe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "said of what was appended, too, where the log went meanwhile"),
            maybe(ErrorCode.LEADER_NOT_AVAILABLE, "nothing says that it is not said of what was appended"),
            maybe(ErrorCode.REQUEST_TIMED_OUT, "it was appended, and the replicas did not have it in time"),
            maybe(ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND, "it was appended, and lasts or not"),
            maybe(ErrorCode.KAFKA_STORAGE_ERROR, "the disk failed before, during or after the append"),
            maybe(ErrorCode.UNKNOWN_SERVER_ERROR, "anything may have happened"));

    private static final Map<ErrorCode, Meaning> MEANINGS = meanings();

    private Errors() {}

    private static Row row(ErrorCode error, Meaning meaning, String reason) {
        return new Row(error, meaning, reason);
    }

    private static Row never(ErrorCode error, String reason) {
        return new Row(error, Meaning.NEVER, reason);
    }

    private static Row tooLarge(ErrorCode error) {
        return row(error, Meaning.TOO_LARGE, "its size is checked before it is appended");
    }

    private static Row maybe(ErrorCode error, String reason) {
        return new Row(error, Meaning.MAYBE, reason);
    }

    private static Map<ErrorCode, Meaning> meanings() {
        var meanings = new EnumMap<ErrorCode, Meaning>(ErrorCode.class);
        ROWS.forEach(row -> meanings.put(row.error(), row.meaning()));
        return meanings;
    }

    /** Returns the table; what is not in it is {@link Meaning#MAYBE}. */
    static List<Row> rows() {
        return ROWS;
    }

    static Meaning of(ErrorCode error) {
        return Objects.requireNonNullElse(MEANINGS.get(error), Meaning.MAYBE);
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
