package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import io.waybill.history.DeliveryColumns;
import io.waybill.history.file.BlockIndex;
import io.waybill.history.file.HistoryReader;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Looks at the order of a partition's messages where several chains read it: goes through all of them at once, in
 * ascending order of the offsets, and shows each message where it comes first.
 */
final class OrderPass {

    private final HistoryReader history;
    private final Workspace workspace;
    private final SendFeed feed;
    private final OrderCheck order;

    OrderPass(
            HistoryFacts facts,
            HistoryReader history,
            Workspace workspace,
            SendBlocks blocks,
            long start,
            PassSink sink) {
        this.history = history;
        this.workspace = workspace;
        this.feed = new SendFeed(facts, history, workspace, blocks, start);
        this.order = new OrderCheck(facts, sink);
    }

    void run(Collection<Chain> chains) {
        PriorityQueue<Place> places = new PriorityQueue<>(Comparator.comparingLong((Place place) -> place.offset));
        for (Chain chain : chains) {
            Place first = new Place(chain);
            if (first.advance()) {
                places.add(first);
            }
        }
        long highest = -1;
        while (!places.isEmpty()) {
            Place place = places.poll();
            show(place);
            highest = place.offset;
            if (place.isAtEndOfBlock()) {
                feed.giveUpLagging(highest - 1);
            }
            if (place.advance()) {
                places.add(place);
            }
        }
    }

    private void show(Place place) {
        if (place.session() < 0) {
            return;
        }
        SessionWindow window = feed.window(place.session());
        Entry entry = feed.look(place.session(), place.sequence());
        if (entry == null || entry.sendState() == Page.EMPTY || entry.isDelivered()) {
            return;
        }
        if (OrderCheck.isComparable(entry, place.offset)) {
            show(place, window, entry);
        }
        entry.state |= Page.DELIVERED;
        window.put(place.sequence(), entry);
    }

    private void show(Place place, SessionWindow window, Entry entry) {
        order.next(
                window.order,
                place.sequence(),
                place.offset,
                OrderCheck.firstPlace(window.order, entry, place.offset),
                entry.invokeNanos,
                entry.completeNanos,
                entry.isAcknowledged());
    }

    /** Where this pass is in one chain. */
    private final class Place {
        private final BlockIndex index = history.index();
        private final DeliveryColumns columns = new DeliveryColumns();
        private final Chain chain;
        private int run;
        private int part = -1;
        private int row;
        private int endRow;
        private long offset;

        Place(Chain chain) {
            this.chain = chain;
        }

        /** Moves to the next row. Returns whether there is one. */
        boolean advance() {
            row++;
            while (row >= endRow) {
                part++;
                while (run < chain.runs().size()
                        && part >= chain.runs().get(run).parts()) {
                    run++;
                    part = 0;
                }
                if (run >= chain.runs().size()) {
                    return false;
                }
                Run now = chain.runs().get(run);
                workspace.cursor.read(now.block(part), columns);
                row = now.firstRow(part);
                endRow = now.endRow(part);
                feed.upTo(columns.offsets()[endRow - 1]);
                feed.unplacedBefore(index.position(now.block(part)));
            }
            offset = columns.offsets()[row];
            return true;
        }

        boolean isAtEndOfBlock() {
            return row == endRow - 1;
        }

        int session() {
            return columns.sessions()[row];
        }

        long sequence() {
            return columns.sequences()[row];
        }
    }
}
