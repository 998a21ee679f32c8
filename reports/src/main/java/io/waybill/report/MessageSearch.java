package io.waybill.report;

import io.waybill.checker.anomaly.Names;
import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.file.HistoryReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds messages by the names that reports show: their own, or {@code p2#8842}, or {@code orders-3/p2#8842}. */
public final class MessageSearch {

    private static final Pattern MADE_UP = Pattern.compile("(?:(.+)/)?(.+)#([0-9]{1,18})", Pattern.DOTALL);

    private MessageSearch() {}

    /** Returns the messages of that name, none if there is none. */
    public static List<MessageId> find(String name, Names names, HistoryReader history) {
        Set<MessageId> found = new LinkedHashSet<>();
        history.eachEvent(event -> {
            if (event instanceof Event.MessageNamed named && named.name().equals(name)) {
                found.add(named.message());
                names.name(named.message(), named.name());
            }
        });
        Matcher matcher = MADE_UP.matcher(name);
        if (found.isEmpty() && matcher.matches()) {
            String partition = matcher.group(1);
            long sequence = Long.parseLong(matcher.group(3));
            names.sessions().values().stream()
                    .filter(session -> session.name().equals(matcher.group(2)))
                    .flatMap(session -> Rows.of(history, session.id(), sequence).stream())
                    .map(MessageSearch::message)
                    .filter(id ->
                            partition == null || names.partition(id.partition()).equals(partition))
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }

    private static MessageId message(Event event) {
        return event instanceof Event.Send send ? send.message() : ((Event.Delivery) event).message();
    }
}
