package io.waybill.history.file;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.SendColumns;
import io.waybill.history.SettlementColumns;
import java.util.ArrayList;
import java.util.List;

/** The texts that rows refer to by id: why something failed, or why nobody knows. Safe for use by any thread. */
final class Reasons {

    private final List<String> texts = new ArrayList<>();

    /** Notes a text; one that is known already, because its block is read again, is not noted twice. */
    synchronized void define(int id, String text) {
        if (id == texts.size()) {
            texts.add(text);
        }
    }

    /** Returns a text, empty for {@link Event#NONE} and for what was never defined. */
    synchronized String text(long id) {
        return id < 0 || id >= texts.size() ? "" : texts.get((int) id);
    }

    Outcome outcome(byte code, long reason) {
        return switch (code) {
            case SendColumns.OK -> Outcome.ok();
            case SendColumns.FAIL -> Outcome.fail(text(reason));
            default -> Outcome.info(text(reason));
        };
    }

    Event.Settlement settlement(SettlementColumns c, int row) {
        Event.SettlementKind kind = switch ((int) c.kinds()[row]) {
            case (int) SettlementColumns.ACK -> Event.SettlementKind.ACK;
            case (int) SettlementColumns.NACK -> Event.SettlementKind.NACK;
            default -> Event.SettlementKind.REQUEUE;
        };
        return new Event.Settlement(
                c.consumer(),
                new MessageId((int) c.sessions()[row], c.partition(), c.sequences()[row]),
                c.tags()[row],
                kind,
                outcome((byte) c.outcomes()[row], c.reasons()[row]),
                c.invokeNanos()[row],
                c.completeNanos()[row]);
    }
}
