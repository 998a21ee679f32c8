package io.waybill.checker.log;

import io.waybill.checker.fact.HistoryFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does what {@link OrderPass} does with a table: the passes have noted where each message came first, and nearly all
 * came where they were acknowledged, in which order the table has them.
 */
final class TableOrder {

    private final HistoryFacts facts;
    private final SendTable table;
    private final OrderCheck order;
    private @Nullable OrderState[] states = new OrderState[16];

    TableOrder(HistoryFacts facts, SendTable table, PassSink sink) {
        this.facts = facts;
        this.table = table;
        this.order = new OrderCheck(facts, sink);
    }

    void run() {
        List<Integer> elsewhere = new ArrayList<>();
        for (int at = 0; at < table.states.length; at++) {
            if (table.wasHanded(at) && table.firstPlace(at) != table.offsets[at]) {
                elsewhere.add(at);
            }
        }
        elsewhere.sort(Comparator.comparingLong(table::firstPlace));
        int next = 0;
        for (int at : table.placed()) {
            if (table.wasHanded(at) && table.firstPlace(at) == table.offsets[at]) {
                while (next < elsewhere.size() && table.firstPlace(elsewhere.get(next)) <= table.offsets[at]) {
                    show(elsewhere.get(next++));
                }
                show(at);
            }
        }
        elsewhere.subList(next, elsewhere.size()).forEach(this::show);
    }

    private void show(int at) {
        Entry entry = table.entry(at);
        long place = table.firstPlace(at);
        if (OrderCheck.isComparable(entry, place)) {
            OrderState state = state(table.session(at));
            order.next(
                    state,
                    table.sequence(at),
                    place,
                    OrderCheck.firstPlace(state, entry, place),
                    entry.invokeNanos,
                    entry.completeNanos,
                    entry.isAcknowledged());
        }
    }

    private OrderState state(int session) {
        if (session >= states.length) {
            states = Arrays.copyOf(states, Math.max(session + 1, states.length * 2));
        }
        OrderState state = states[session];
        if (state == null) {
            state = new OrderState(session, facts.isIdempotent(session, false));
            states[session] = state;
        }
        return state;
    }
}
