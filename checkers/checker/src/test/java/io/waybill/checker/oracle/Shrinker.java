package io.waybill.checker.oracle;

import io.waybill.history.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes events out of a history for as long as what was found in it stays: delta debugging. */
final class Shrinker {

    private Shrinker() {}

    /** Returns a part of the history that still fails and of which no single event can be spared. */
    static List<Event> shrink(List<Event> history, Predicate<List<Event>> fails) {
        List<Event> rest = new ArrayList<>(history);
        int chunk = Math.max(1, rest.size() / 2);
        while (true) {
            boolean any = false;
            for (int from = 0; from < rest.size(); ) {
                int end = Math.min(rest.size(), from + chunk);
                List<Event> smaller = new ArrayList<>(rest.subList(0, from));
                rest.subList(from, end).stream().filter(Shrinker::isDefinition).forEach(smaller::add);
                smaller.addAll(rest.subList(end, rest.size()));
                if (smaller.size() < rest.size() && fails.test(smaller)) {
                    rest = smaller;
                    any = true;
                } else {
                    from = end;
                }
            }
            if (!any && chunk == 1) {
                return rest;
            }
            chunk = any ? chunk : Math.max(1, chunk / 2);
        }
    }

    /** Without a definition the ids would mean something else, and without its end the history would be a torn one. */
    private static boolean isDefinition(Event event) {
        return event instanceof Event.PartitionDefined
                || event instanceof Event.SessionDefined
                || event instanceof Event.ConsumerDefined
                || event instanceof Event.Closed;
    }
}
