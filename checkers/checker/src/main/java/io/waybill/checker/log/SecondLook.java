package io.waybill.checker.log;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects whatever a partition's rows say of the messages and offsets that the passes found suspect. Reads the
 * partition once more, and only if there are any.
 */
final class SecondLook {

    private final Map<MessageKey, Dossier> dossiers = new HashMap<>();
    private final Map<Long, List<SeenDelivery>> places = new HashMap<>();

    SecondLook(Set<MessageKey> suspects, Set<Long> offsets) {
        suspects.forEach(key -> dossiers.put(key, new Dossier()));
        offsets.forEach(offset -> places.put(offset, new ArrayList<>()));
    }

    SecondLook over(HistoryReader history, Workspace workspace, int[] sendBlocks, List<Integer> deliveryBlocks) {
        if (!dossiers.isEmpty()) {
            readSends(history, workspace, sendBlocks);
        }
        if (!dossiers.isEmpty() || !places.isEmpty()) {
            readDeliveries(workspace, deliveryBlocks);
        }
        return this;
    }

    private void readSends(HistoryReader history, Workspace workspace, int[] blocks) {
        BlockIndex index = history.index();
        Map<Integer, TreeSet<Long>> bySession = new HashMap<>();
        dossiers.keySet()
                .forEach(key -> bySession
                        .computeIfAbsent(key.session(), s -> new TreeSet<>())
                        .add(key.sequence()));
        SendColumns columns = workspace.sends;
        for (int block : blocks) {
            TreeSet<Long> wanted = bySession.get(index.owner(block));
            Long next = wanted == null ? null : wanted.ceiling(index.lowSequence(block));
            if (next == null || next > index.highSequence(block)) {
                continue;
            }
            workspace.cursor.read(block, columns);
            for (int row = 0; row < columns.rows(); row++) {
                Dossier dossier = dossiers.get(new MessageKey(columns.session(), columns.sequences()[row]));
                if (dossier != null) {
                    dossier.send = history.send(columns, row);
                }
            }
        }
    }

    private void readDeliveries(Workspace workspace, List<Integer> blocks) {
        DeliveryColumns columns = workspace.deliveries;
        for (int block : blocks) {
            workspace.cursor.read(block, columns);
            for (int row = 0; row < columns.rows(); row++) {
                Dossier dossier = dossiers.get(new MessageKey(columns.sessions()[row], columns.sequences()[row]));
                if (dossier != null) {
                    dossier.deliveries.add(new SeenDelivery(HistoryReader.delivery(columns, row), block, row));
                }
                List<SeenDelivery> at = places.isEmpty() ? null : places.get(columns.offsets()[row]);
                if (at != null) {
                    at.add(new SeenDelivery(HistoryReader.delivery(columns, row), block, row));
                }
            }
        }
    }

    Map<MessageKey, Dossier> dossiers() {
        return dossiers;
    }

    /** Returns all deliveries at each of the offsets that were asked for. */
    Map<Long, List<SeenDelivery>> places() {
        return places;
    }
}
