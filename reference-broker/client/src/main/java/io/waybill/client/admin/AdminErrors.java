package io.waybill.client.admin;

import io.waybill.wire.message.ErrorCode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an error in the answer to a change says about the attempt that it answers. The one table of it; every row has
 * its reason. An error that has no row is {@link Meaning#MAYBE}.
 */
final class AdminErrors {

    /** What is known of the attempt, and what is to be done. */
    enum Meaning {
        /** It was carried out. */
        DONE("carried out", "`ok`"),
        /** It was not carried out, and may be later. */
        NOT_YET("not carried out", "asked again"),
        /** It was refused, and as things are it always will be. */
        NEVER("not carried out", "given up"),
        /** Nobody knows whether it was or will be carried out. */
        MAYBE("perhaps carried out", "asked again where that changes nothing more, else given up");

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
            new Row(ErrorCode.NONE, Meaning.DONE, "it is committed, or on the leader's disk where records are deleted"),
            notYet(ErrorCode.NOT_CONTROLLER, "it was not given to the quorum: nobody who may decide was reached"),
            notYet(ErrorCode.STALE_CONTROLLER_EPOCH, "the quorum refused it: who decided was no longer in office"),
            notYet(ErrorCode.THROTTLING_QUOTA_EXCEEDED, "it is put off before it is looked at"),
            never(ErrorCode.TOPIC_ALREADY_EXISTS, "there is one of the name"),
            never(ErrorCode.INVALID_TOPIC_EXCEPTION, "there can be no such topic"),
            never(ErrorCode.INVALID_PARTITIONS, "a topic cannot have so many partitions, or has them already"),
            never(ErrorCode.INVALID_REPLICATION_FACTOR, "there are not so many brokers"),
            never(ErrorCode.INVALID_REPLICA_ASSIGNMENT, "replicas may not be there"),
            never(ErrorCode.INVALID_CONFIG, "all that is configured is checked before any of it is changed"),
            never(ErrorCode.INVALID_REQUEST, "the request is checked before anything is done"),
            never(ErrorCode.POLICY_VIOLATION, "it is checked before anything is done"),
            never(ErrorCode.TOPIC_DELETION_DISABLED, "topics may not be deleted there"),
            never(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "there is nothing to be changed"),
            never(ErrorCode.UNKNOWN_TOPIC_ID, "there is nothing to be changed"),
            never(ErrorCode.ELECTION_NOT_NEEDED, "the right replica leads already"),
            never(ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE, "the replica cannot lead"),
            never(ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE, "no replica can lead"),
            never(ErrorCode.OFFSET_OUT_OF_RANGE, "records that are not committed cannot be deleted"),
            never(ErrorCode.UNSUPPORTED_VERSION, "the request is not read"),
            never(ErrorCode.TOPIC_AUTHORIZATION_FAILED, "permission is asked for first"),
            never(ErrorCode.CLUSTER_AUTHORIZATION_FAILED, "permission is asked for first"),
            maybe(
                    ErrorCode.REQUEST_TIMED_OUT,
                    "it was given to the quorum or the disk, and what became of it is not known"),
            maybe(ErrorCode.NOT_LEADER_OR_FOLLOWER, "said by a leader that was deposed while it deleted records, too"),
            maybe(ErrorCode.KAFKA_STORAGE_ERROR, "the disk failed before, during or after the deletion"),
            maybe(ErrorCode.UNKNOWN_SERVER_ERROR, "anything may have happened"));

    private static final Map<ErrorCode, Meaning> MEANINGS = meanings();

    private AdminErrors() {}

    private static Row notYet(ErrorCode error, String reason) {
        return new Row(error, Meaning.NOT_YET, reason);
    }

    private static Row never(ErrorCode error, String reason) {
        return new Row(error, Meaning.NEVER, reason);
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

    /** Returns what the answer to a change means. */
    static Meaning ofChange(ErrorCode error) {
        return Objects.requireNonNullElse(MEANINGS.get(error), Meaning.MAYBE);
    }

    /** Returns what the answer to a question means: where it has changed nothing, it may always be asked again. */
    static Meaning ofQuestion(ErrorCode error) {
        var asChange = ofChange(error);
        return asChange == Meaning.MAYBE ? (error.isRetriable() ? Meaning.NOT_YET : Meaning.NEVER) : asChange;
    }
}
