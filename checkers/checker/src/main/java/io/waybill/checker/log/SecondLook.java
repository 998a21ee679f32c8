package io.waybill.checker.log;

import io.waybill.history.DeliveryColumns;
import io.waybill.history.SendColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
            TreeSet<Long> ofSession = bySession.get(index.owner(block));
            NavigableSet<Long> wanted = ofSession == null
                    ? Collections.emptyNavigableSet()
                    : ofSession.subSet(index.lowSequence(block), true, index.highSequence(block), true);
            if (wanted.isEmpty()) {
                continue;
            }
            workspace.cursor.read(block, columns);
            for (long sequence : wanted) {
                int row = rowOf(columns, sequence);
                Dossier dossier = dossiers.get(new MessageKey(columns.session(), sequence));
                if (dossier != null && row >= 0) {
                    dossier.send = history.send(columns, row);
                }
            }
        }
    }

    /** Returns the row of a sequence, -1 where there is none. Sends complete in order but for a few. */
    private static int rowOf(SendColumns columns, long sequence) {
        long[] sequences = columns.sequences();
        long guess = sequence - sequences[0];
        if (guess >= 0 && guess < columns.rows() && sequences[(int) guess] == sequence) {
            return (int) guess;
        }
        for (int row = 0; row < columns.rows(); row++) {
            if (sequences[row] == sequence) {
                return row;
            }
        }
        return -1;
    }

    private void readDeliveries(Workspace workspace, List<Integer> blocks) {
        DeliveryColumns columns = workspace.deliveries;
        Wanted filter = new Wanted(dossiers.keySet());
        for (int block : blocks) {
            workspace.cursor.read(block, columns);
            for (int row = 0; row < columns.rows(); row++) {
                Dossier dossier = find(filter, columns.sessions()[row], columns.sequences()[row]);
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

    private @Nullable Dossier find(Wanted filter, int session, long sequence) {
        return filter.mayBe(session, sequence) ? dossiers.get(new MessageKey(session, sequence)) : null;
    }

    Map<MessageKey, Dossier> dossiers() {
        return dossiers;
    }

    /** Returns all deliveries at each of the offsets that were asked for. */
    Map<Long, List<SeenDelivery>> places() {
        return places;
    }
}
