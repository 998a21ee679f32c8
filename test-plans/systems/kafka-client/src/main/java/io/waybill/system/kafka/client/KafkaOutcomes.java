package io.waybill.system.kafka.client;

import io.waybill.history.Event;
import io.waybill.system.SendOutcome;
import java.util.List;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidMetadataException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownProducerIdException;

/**
 * What the official producer's answers mean. The one table in which an error of Kafka's becomes an outcome.
 *
 * <p>The rule behind every row: the client sends a batch again by itself, and reports the error of the last attempt
 * alone. A broker's refusal therefore proves nothing about the attempts before it, and only an error raised before the
 * record entered the client's buffer, on the thread that called {@code send}, means "not done". Everything else is
 * {@code info}.
 */
final class KafkaOutcomes {

    /** Where an error was raised. */
    enum Where {
        /** On the thread that called {@code send}, before it returned. */
        CALLER("caller"),
        /** Later, on the client's own thread. */
        SENDER("sender");

        private final String word;

        Where(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * A row of the table; the first that fits decides.
     *
     * @param error the error's class; its subclasses fit too
     * @param fails whether it certainly means "not done"
     */
    record Row(Where where, Class<? extends Exception> error, boolean fails, String reason) {
        boolean fits(Where raised, Exception e) {
            return where == raised && error.isInstance(e);
        }
    }

    private static final List<Row> ROWS = List.of(
            fail(
                    SerializationException.class,
                    "the record could not be turned into bytes; it never entered the buffer"),
            fail(
                    RecordTooLargeException.class,
                    "larger than max.request.size or buffer.memory; refused before it entered the buffer"),
            fail(
                    BufferExhaustedException.class,
                    "no room in the buffer within max.block.ms; it never entered the buffer"),
            fail(TimeoutException.class, "no metadata of the topic within max.block.ms; it never entered the buffer"),
            fail(
                    InvalidTopicException.class,
                    "the cluster says that there can be no such topic; raised while waiting for metadata, before the "
                            + "record entered the buffer"),
            info(
                    Where.CALLER,
                    InterruptException.class,
                    "the caller was interrupted; where exactly the client does not tell"),
            info(
                    Where.CALLER,
                    KafkaException.class,
                    "an idempotent producer in an error state raises it after the record entered the buffer"),
            info(Where.CALLER, Exception.class, "not an error that the client promises anything about"),
            info(
                    Where.SENDER,
                    TimeoutException.class,
                    "delivery.timeout.ms passed; the client says the same of a batch that was never sent and of one "
                            + "whose answer is missing"),
            info(
                    Where.SENDER,
                    NotEnoughReplicasAfterAppendException.class,
                    "the leader has appended it; it lasts or not, as the replicas will have it"),
            info(
                    Where.SENDER,
                    NotEnoughReplicasException.class,
                    "the leader refused this attempt before it appended; an earlier attempt may have been appended "
                            + "and its answer lost"),
            info(
                    Where.SENDER,
                    NetworkException.class,
                    "the connection ended before the answer; the request may have arrived"),
            info(
                    Where.SENDER,
                    InvalidMetadataException.class,
                    "not the leader, no leader, leader fenced or its disk gone: said of the last attempt alone"),
            info(
                    Where.SENDER,
                    UnknownProducerIdException.class,
                    "the broker forgot the producer, and with it whether it has this sequence"),
            info(
                    Where.SENDER,
                    OutOfOrderSequenceException.class,
                    "the broker misses a sequence before this one; an earlier attempt of this one may be in a log that "
                            + "lost the election or in the one that won it"),
            info(
                    Where.SENDER,
                    ProducerFencedException.class,
                    "a newer incarnation exists now; an earlier attempt may have come before it"),
            info(
                    Where.SENDER,
                    InvalidProducerEpochException.class,
                    "a newer epoch exists now; an earlier attempt may have come before it"),
            info(
                    Where.SENDER,
                    RecordTooLargeException.class,
                    "the broker refused this attempt; an earlier one may have met a broker with another "
                            + "max.message.bytes"),
            info(
                    Where.SENDER,
                    CorruptRecordException.class,
                    "damaged on its way this time; an earlier attempt may have arrived whole"),
            info(
                    Where.SENDER,
                    AuthorizationException.class,
                    "refused this time; an earlier attempt may have come before the permission was taken away"),
            info(
                    Where.SENDER,
                    KafkaException.class,
                    "said of the last attempt, or of a producer that was closed while the record was on its way"),
            info(Where.SENDER, Exception.class, "not an error that the client promises anything about"));

    private KafkaOutcomes() {}

    /** Returns the table, the first row that fits first. */
    static List<Row> rows() {
        return ROWS;
    }

    /** Returns what an error means. */
    static SendOutcome of(Where where, Exception error) {
        Row row = ROWS.stream()
                .filter(candidate -> candidate.fits(where, error))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the last row of " + where + " fits every error"));
        String name = error.getClass().getSimpleName();
        return row.fails() ? new SendOutcome.Fail(name, row.reason()) : new SendOutcome.Info(name, row.reason());
    }

    /**
     * Returns what an acknowledgement means.
     *
     * @param offset as the client reports it; negative where the broker recognized a duplicate that it appended before
     */
    static SendOutcome acknowledged(Event.Acks acks, long offset) {
        // With acks=0 the client answers itself as soon as the bytes are on their way; the broker was not asked.
        return acks == Event.Acks.NONE
                ? new SendOutcome.Info("acks=0", "the broker was not asked")
                : new SendOutcome.Ok(offset < 0 ? Event.NO_OFFSET : offset);
    }

    /** Returns what it means that the driver was closed before an answer came. */
    static SendOutcome unanswered() {
        return new SendOutcome.Info("closed", "no answer before the producer was closed");
    }

    /** Returns the table as a Markdown page. */
    static String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("| raised on | error | outcome | because |\n| --- | --- | --- | --- |\n");
        for (Row row : ROWS) {
            page.append("| ").append(row.where().word());
            page.append(" | `").append(row.error().getSimpleName());
            page.append("` | ").append(row.fails() ? "**fail**" : "info");
            page.append(" | ").append(row.reason()).append(" |\n");
        }
        return page.append(CONCLUSION).toString();
    }

    private static final String INTRODUCTION = """
            # What an answer of Kafka's producer means

            Written by `KafkaOutcomes`; a test keeps this page and the code the same.

            The client sends a batch again by itself and reports the error of the last attempt alone. A broker's refusal
            therefore proves nothing about the attempts before it. Only an error raised before the record entered the
            client's buffer, on the thread that called `send` and before it returned, means that the record was certainly
            not appended. Everything else is `info`: nobody knows. The first row that fits decides; an error fits its
            superclass's row.

            """;

    private static final String CONCLUSION = """

            Without an error the outcome is `ok` at the offset that the client reports. Two cases are apart:

            - `acks=0`: `info`. The client answers itself as soon as the bytes are on their way; the broker was not asked.
            - No offset: `ok` without an offset. The broker recognized a sequence that it appended before and no longer
              knows where.

            What is still unanswered when a producer is closed is `info`.
            """;

    private static Row fail(Class<? extends Exception> error, String reason) {
        return new Row(Where.CALLER, error, true, reason);
    }

    private static Row info(Where where, Class<? extends Exception> error, String reason) {
        return new Row(where, error, false, reason);
    }
}
