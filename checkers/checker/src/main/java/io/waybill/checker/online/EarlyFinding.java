package io.waybill.checker.online;

import io.waybill.checker.anomaly.AnomalyKind;
import io.waybill.checker.anomaly.Names;
import io.waybill.history.MessageId;
import java.util.Optional;

/**
 * A violation that was confirmed before the history ended.
 *
 * @param kind which anomaly it is
 * @param message the message it is about
 * @param other the later message that stands before it, where it is about an order
 * @param offset where the message was handed out
 * @param timeNanos when it was handed out
 */
public record EarlyFinding(
        AnomalyKind kind, MessageId message, Optional<MessageId> other, long offset, long timeNanos) {

    /** Returns it in one line: {@code Appended twice: p2#17, orders-3 @1187}. */
    public String sentence(Names names) {
        return kind.title() + ": " + names.message(message) + ", " + names.partition(message.partition()) + " @"
                + offset
                + other.map(later -> ", behind " + names.message(later)).orElse("");
    }
}
