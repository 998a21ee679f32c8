package io.waybill.checker.log;

import io.waybill.checker.anomaly.KeyReordered;
import io.waybill.checker.finding.Findings;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds among the reordered messages of a partition those that stand behind a later one of the same key. Reads the
 * partition once more, and only if there are any with a key.
 */
final class KeyOrder {

    private record Lane(int session, int key) {}

    /** A reordered message and its first place. */
    private static final class Suspect {
        private final Event.Send send;
        private long place = Long.MAX_VALUE;
        private Event.@Nullable Delivery delivery;
        private Event.@Nullable Send later;
        private Event.@Nullable Delivery laterDelivery;

        Suspect(Event.Send send) {
            this.send = send;
        }
    }

    private final Map<Lane, List<Suspect>> lanes = new HashMap<>();
    private final Map<MessageKey, Suspect> suspects = new HashMap<>();

    private KeyOrder() {}

    static void judge(
            HistoryReader history,
            Workspace workspace,
            SendBlocks blocks,
            List<Integer> deliveryBlocks,
            Set<MessageKey> reordered,
            Findings findings) {
        SecondLook first = new SecondLook(reordered, Set.of()).over(history, workspace, blocks.all(), deliveryBlocks);
        KeyOrder order = new KeyOrder();
        first.dossiers().forEach(order::suspect);
        if (order.suspects.isEmpty()) {
            return;
        }
        Map<MessageKey, Event.Send> later = order.findLater(history, workspace, blocks);
        order.findPlaces(workspace, deliveryBlocks, later);
        order.report(findings);
    }

    private void suspect(MessageKey message, Dossier dossier) {
        Event.Send send = dossier.send;
        List<Event.Delivery> places = dossier.places();
        if (send != null && send.key() != Event.NONE && !places.isEmpty()) {
            Suspect suspect = new Suspect(send);
            suspect.delivery = places.get(0);
            suspect.place = places.get(0).offset();
            suspects.put(message, suspect);
            lanes.computeIfAbsent(new Lane(message.session(), send.key()), lane -> new ArrayList<>())
                    .add(suspect);
        }
    }

    /** Returns the sends of the suspects' keys that certainly did not fail and come later than the first of them. */
    private Map<MessageKey, Event.Send> findLater(HistoryReader history, Workspace workspace, SendBlocks blocks) {
        Map<MessageKey, Event.Send> found = new HashMap<>();
        for (int block : blocks.all()) {
            workspace.cursor.read(block, workspace.sends);
            if (!workspace.sends.hasKeys()) {
                continue;
            }
            for (int row = 0; row < workspace.sends.rows(); row++) {
                Lane lane = new Lane(
                        workspace.sends.session(), (int) workspace.sends.keys()[row]);
                if (lanes.containsKey(lane)) {
                    Event.Send send = history.send(workspace.sends, row);
                    if (!send.outcome().isFail()) {
                        found.put(new MessageKey(lane.session, send.message().sequence()), send);
                    }
                }
            }
        }
        return found;
    }

    private void findPlaces(Workspace workspace, List<Integer> deliveryBlocks, Map<MessageKey, Event.Send> later) {
        DeliveryColumns columns = workspace.deliveries;
        Wanted filter = new Wanted(later.keySet());
        for (int block : deliveryBlocks) {
            workspace.cursor.read(block, columns);
            for (int row = 0; row < columns.rows(); row++) {
                int session = columns.sessions()[row];
                long sequence = columns.sequences()[row];
                Event.Send send = filter.mayBe(session, sequence) ? later.get(new MessageKey(session, sequence)) : null;
                if (send != null) {
                    compare(send, HistoryReader.delivery(columns, row));
                }
            }
        }
    }

    private void compare(Event.Send send, Event.Delivery delivery) {
        MessageId id = send.message();
        for (Suspect suspect : lanes.getOrDefault(new Lane(id.session(), send.key()), List.of())) {
            if (suspect.send.message().sequence() < id.sequence() && delivery.offset() < suspect.place) {
                suspect.later = send;
                suspect.laterDelivery = delivery;
            }
        }
    }

    private void report(Findings findings) {
        for (Suspect suspect : suspects.values()) {
            Event.Send later = suspect.later;
            Event.Delivery laterDelivery = suspect.laterDelivery;
            Event.Delivery delivery = suspect.delivery;
            if (later != null && laterDelivery != null && delivery != null) {
                findings.add(
                        KeyReordered.KIND,
                        suspect.send.timeNanos(),
                        suspect.send.message().sequence(),
                        () -> new KeyReordered(suspect.send, later, laterDelivery, delivery));
            }
        }
    }
}
