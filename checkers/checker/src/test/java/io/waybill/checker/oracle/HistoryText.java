package io.waybill.checker.oracle;

import io.waybill.history.Event;
import io.waybill.history.MessageId;
import io.waybill.history.Outcome;
import io.waybill.history.PartitionOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads histories that people write: a line is a fact, in the order in which the facts were recorded.
 *
 * <pre>
 * # a comment
 * session p1: not idempotent, acks 1, in flight 1, transactional tx epoch 2      before its first use; else idempotent,
 *                                                                                acks all, in flight 5; "at" says when
 *                                                                                it was initialized
 * consumer c1: scope billing, read committed                                     before its first use; else scope "all",
 *                                                                                read uncommitted
 * partition orders-0 / queue jobs                                                a queue needs this, a log does not
 * attribute drained: true
 *
 * p1 reserves 10 of orders-0
 * p1 begins t1 / p1 commits t1: ok / p1 aborts t1: info 'no reply'
 * p1 sends a to orders-0: ok @0                                                  … : ok / fail 'why' / info 'why'
 * p1 sends a with key k in t1 from in-0 @3 to orders-0: ok @0                    each part is optional
 *
 * c1 polls orders-0 from 0: @0 a, @1 b                                           assigned, starts at 0, polls
 * c1 polls orders-0: @2 c                                                        goes on; without "from" before: starts
 *                                                                                nobody knows where
 * c1 polls orders-0: @2 corrupt, @3 foreign, @4 misplaced, @5 p1#7, @6 ghost     what nobody sends was never sent
 * c1 polls in t1 orders-0: @7 d
 * c1 polls: nothing / c1 polls: fail 'why' / c1 polls: info 'why'
 * c1 receives a from jobs tag 3 again                                            queues; tag and again are optional
 * c1 acks a tag 3: ok / c1 nacks a: ok / c1 requeues a: info 'why'
 * c1 is assigned orders-0, orders-1 generation 3                                 all that it has from now on
 * c1 in group g generation 3 is assigned orders-0                                the scope is the group
 * c1 subscribes to orders
 * c1 starts orders-0 at 5 / c1 seeks orders-0 to 5 / c1 reaches the end of orders-0 at 7
 * c1 is revoked orders-0 / c1 closes / c1 crashes
 * c1 commits orders-0 to 5 in t1 generation 3: ok / c1 reads committed orders-0 to 5
 *
 * fault f1 kill 'leader of orders-0' hits n1 / fault f1 ends
 * fact leader of orders-0: n1 epoch 3 / fact isr of orders-0: n1, n2 / fact high watermark of orders-0: 9
 * fact log start of orders-0: 5 / fact log end of orders-0: 7 / fact n2 truncated orders-0: 5 / fact n1 up / fact n1 down
 * phase storm / moment 'leader killed'
 * history is torn                                                                anywhere; else it is closed at its end
 * nothing is implied                                                             no assignment by polls "from"
 * </pre>
 *
 * <p>Every line may begin with {@code at 10..20} (invoked at 10, completed at 20), {@code at 10} (both) or {@code at
 * 10..} (never completed). Lines without it take their turn behind everything before them and overlap nothing. Times
 * are nanoseconds. A consumer's assignment by "from" names all partitions it polls until its next explicit assignment,
 * so that going on to a second partition is no new assignment.
 */
final class HistoryText {

    private static final Pattern AT = Pattern.compile("at (\\d+)(\\.\\.(\\d*))? +(.*)");
    private static final Pattern ITEM = Pattern.compile("@(\\d+) ([\\w#]+)");
    private static final String PLACE = "([\\w.]+-\\d+)";
    private static final String OUTCOME = ": (ok|fail|info)(?: '([^']*)')?";
    private static final long STEP_NANOS = 10;

    private record Rule(Pattern pattern, Consumer<Matcher> action) {}

    private final Ids ids = new Ids();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Set<String>> assigned = new HashMap<>();
    private final Set<String> positioned = new HashSet<>();
    private final List<String> statements = new ArrayList<>();
    private int line;
    private long lastNanos;
    private long invoke;
    private long complete;
    private boolean torn;
    private boolean implied = true;

    private HistoryText() {
        producing();
        consuming();
        settling();
        running();
        declaring();
    }

    /**
     * Returns the events of a text, definitions first.
     *
     * @throws IllegalArgumentException naming the line that is not understood
     */
    static List<Event> parse(String text) {
        HistoryText parser = new HistoryText();
        for (String each : text.lines().toList()) {
            parser.statements.add(each.strip());
        }
        parser.declareAndIntroduce();
        for (String each : parser.statements) {
            parser.line++;
            parser.statement(each);
        }
        List<Event> all = parser.ids.definitions();
        all.addAll(parser.events);
        if (!parser.torn) {
            all.add(new Event.Closed(parser.lastNanos + STEP_NANOS));
        }
        return all;
    }

    /** What is declared, and which messages are sent, is known before the first line is read. */
    private void declareAndIntroduce() {
        Pattern sends = Pattern.compile("(?:at \\S+ +)?(\\w+) sends (\\S+) .*?to ([\\w.-]+):.*");
        for (String each : statements) {
            Matcher matcher = sends.matcher(each);
            if (matcher.matches()) {
                ids.introduce(matcher.group(2), matcher.group(1), matcher.group(3));
            } else if (isDeclaration(each)) {
                line = statements.indexOf(each) + 1;
                act(each.replaceFirst("at \\S+ +", ""));
            }
        }
        line = 0;
    }

    private void statement(String text) {
        Matcher at = AT.matcher(text);
        if (text.isEmpty() || text.startsWith("#") || (isDeclaration(text) && !at.matches())) {
            return;
        }
        if (at.matches()) {
            invoke = Long.parseLong(at.group(1));
            String end = at.group(3);
            complete = at.group(2) == null ? invoke : end.isEmpty() ? Event.NEVER : Long.parseLong(end);
            if (isDeclaration(text)) {
                ids.initialized(first(text, "session (\\w+)", ""), invoke, complete);
            } else {
                act(at.group(4));
            }
        } else {
            invoke = lastNanos + STEP_NANOS;
            complete = invoke + STEP_NANOS / 2;
            act(text);
        }
        lastNanos = Math.max(lastNanos, complete == Event.NEVER ? invoke : complete);
    }

    private static boolean isDeclaration(String text) {
        return text.matches("(at \\S+ +)?(session|consumer|partition|queue) .*");
    }

    private void act(String text) {
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern.matcher(text);
            if (matcher.matches()) {
                try {
                    rule.action.accept(matcher);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + line + ": " + e.getMessage(), e);
                }
                return;
            }
        }
        throw new IllegalArgumentException("line " + line + ": \"" + text
                + "\" is no statement of this notation; HistoryText's Javadoc lists them");
    }

    private void rule(String pattern, Consumer<Matcher> action) {
        rules.add(new Rule(Pattern.compile(pattern), action));
    }

    private void add(Event event) {
        events.add(event);
    }

    private static Outcome outcome(String word, @Nullable String reason) {
        String why = reason == null ? "" : reason;
        return switch (word) {
            case "ok" -> Outcome.ok();
            case "fail" -> Outcome.fail(why);
            default -> Outcome.info(why);
        };
    }

    private static int number(@Nullable String text) {
        return text == null ? Event.NONE : Integer.parseInt(text);
    }

    private int transaction(@Nullable String name) {
        return name == null ? Event.NONE : ids.transaction(name);
    }

    private void declaring() {
        rule("session (\\w+):(.*)", m -> {
            String all = m.group(2);
            Matcher transactional = Pattern.compile(".*transactional (\\w+)(?: epoch (\\d+))?.*")
                    .matcher(all);
            boolean named = transactional.matches();
            ids.session(
                    m.group(1),
                    !all.contains("not idempotent"),
                    all.contains("acks 1")
                            ? Event.Acks.LEADER
                            : all.contains("acks 0") ? Event.Acks.NONE : Event.Acks.ALL,
                    Integer.parseInt(first(all, "in flight (\\d+)", "5")),
                    named ? transactional.group(1) : null,
                    named ? Math.max(0, number(transactional.group(2))) : 0,
                    invoke,
                    complete);
        });
        rule("consumer (\\w+):(.*)", m -> {
            String scope = first(m.group(2), "(?:scope|group) ([\\w-]+)", "all");
            boolean committed = m.group(2).contains("read committed");
            ids.consumer(
                    m.group(1), scope, committed ? Event.Isolation.READ_COMMITTED : Event.Isolation.READ_UNCOMMITTED);
        });
        rule("partition " + PLACE, m -> ids.partition(m.group(1)));
        rule("queue ([\\w-]+)", m -> ids.queue(m.group(1)));
        rule("attribute ([\\w-]+): (.*)", m -> add(new Event.Attribute(m.group(1), m.group(2))));
        rule("history is torn", m -> torn = true);
        rule("nothing is implied", m -> implied = false);
    }

    private static String first(String text, String pattern, String otherwise) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    private void producing() {
        rule(
                "(\\w+) sends (\\S+)(?: with key (\\w+))?(?: in (\\w+))?(?: from " + PLACE + " @(\\d+))? to ([\\w.-]+)"
                        + OUTCOME + "(?: @(\\d+))?",
                this::send);
        rule(
                "(\\w+) reserves (\\d+) of ([\\w.-]+)",
                m -> add(new Event.Reservation(
                        ids.session(m.group(1)), ids.partition(m.group(3)), Long.parseLong(m.group(2)), invoke)));
        rule(
                "(\\w+) begins (\\w+)",
                m -> add(new Event.TransactionBegun(ids.transaction(m.group(2)), ids.session(m.group(1)), invoke)));
        rule(
                "(\\w+) (commits|aborts) (t\\w*)" + OUTCOME,
                m -> add(new Event.TransactionEnded(
                        ids.transaction(m.group(3)),
                        m.group(2).equals("commits"),
                        outcome(m.group(4), m.group(5)),
                        invoke,
                        complete)));
    }

    private void send(Matcher m) {
        int partition = ids.partition(m.group(7));
        MessageId message = m.group(2).contains("#")
                ? new MessageId(ids.session(m.group(1)), partition, Long.parseLong(first(m.group(2), "#(\\d+)", "")))
                : ids.message(m.group(2), partition);
        PartitionOffset source =
                m.group(5) == null ? null : new PartitionOffset(ids.partition(m.group(5)), Long.parseLong(m.group(6)));
        add(new Event.Send(
                message,
                m.group(3) == null ? Event.NONE : ids.key(m.group(3)),
                transaction(m.group(4)),
                outcome(m.group(8), m.group(9)),
                m.group(10) == null ? Event.NO_OFFSET : Long.parseLong(m.group(10)),
                source,
                invoke,
                complete));
    }

    private void consuming() {
        rule("(\\w+)(?: in group ([\\w-]+))? polls(?: in (\\w+))? " + PLACE + "(?: from (\\d+))?:(.*)", this::polls);
        rule("(\\w+) polls: nothing", m -> poll(m, Outcome.ok()));
        rule("(\\w+) polls" + OUTCOME, m -> poll(m, outcome(m.group(2), m.group(3))));
        rule("(\\w+)(?: in group ([\\w-]+))?(?: generation (\\d+))? is assigned ([^:]*?)(?: generation (\\d+))?", m -> {
            assigned.put(m.group(1), new HashSet<>(names(m.group(4))));
            int generation = Math.max(number(m.group(3)), number(m.group(5)));
            add(new Event.Assigned(consumer(m), partitions(m.group(4)), generation, invoke));
        });
        rule("(\\w+) is revoked ([^:]*?)(?: generation (\\d+))?", m -> {
            names(m.group(2)).forEach(assigned.getOrDefault(m.group(1), new HashSet<>())::remove);
            add(new Event.Revoked(ids.consumer(m.group(1)), partitions(m.group(2)), number(m.group(3)), invoke));
        });
        rule(
                "(\\w+) subscribes to (.*)",
                m -> add(new Event.Subscribed(ids.consumer(m.group(1)), names(m.group(2)), invoke)));
        rule("(\\w+) starts " + PLACE + " at (\\d+)", m -> position(m, Event.PositionReason.START));
        rule("(\\w+) seeks " + PLACE + " to (\\d+)", m -> position(m, Event.PositionReason.SEEK));
        rule("(\\w+) reaches the end of " + PLACE + " at (\\d+)", m -> position(m, Event.PositionReason.END));
        rule("(\\w+) (closes|crashes)", m -> {
            assigned.remove(m.group(1));
            add(new Event.ConsumerClosed(ids.consumer(m.group(1)), m.group(2).equals("crashes"), invoke));
        });
    }

    private int consumer(Matcher m) {
        String group = m.group(2);
        return group == null
                ? ids.consumer(m.group(1))
                : ids.consumer(m.group(1), group, Event.Isolation.READ_UNCOMMITTED);
    }

    private void poll(Matcher m, Outcome outcome) {
        add(new Event.Poll(ids.consumer(m.group(1)), outcome, invoke, complete));
    }

    private void polls(Matcher m) {
        int consumer = consumer(m);
        int partition = ids.partition(m.group(4));
        if (implied) {
            assignByPolling(m.group(1), consumer, m.group(4));
        }
        if (m.group(5) != null) {
            if (!positioned.add(m.group(1) + "/" + m.group(4))) {
                throw new IllegalArgumentException(m.group(1) + " reads " + m.group(4)
                        + " already: let it seek, or be assigned again, instead of \"from\"");
            }
            long start = Long.parseLong(m.group(5));
            add(new Event.Positioned(consumer, partition, start, Event.PositionReason.START, Math.max(0, invoke - 1)));
        }
        for (String item : names(m.group(6))) {
            Matcher what = ITEM.matcher(item);
            if (!what.matches()) {
                throw new IllegalArgumentException("\"" + item + "\" is no delivery: expected @offset message");
            }
            deliver(consumer, partition, Long.parseLong(what.group(1)), what.group(2), transaction(m.group(3)));
        }
        positioned.add(m.group(1) + "/" + m.group(4));
    }

    private void deliver(int consumer, int partition, long offset, String message, int transaction) {
        MessageId id = ids.message(message, partition);
        add(new Event.Delivery(
                consumer, partition, offset, id, Event.NONE, transaction, Event.NONE, false, invoke, complete));
    }

    /** The first poll of a partition without an assignment implies one, of all that this consumer goes on to poll. */
    private void assignByPolling(String name, int consumer, String partition) {
        Set<String> has = assigned.computeIfAbsent(name, none -> new TreeSet<>());
        if (has.contains(partition)) {
            return;
        }
        Pattern polls =
                Pattern.compile("(?:at \\S+ +)?" + name + "(?: in group [\\w-]+)? polls(?: in \\w+)? " + PLACE + ".*");
        Pattern ends = Pattern.compile("(?:at \\S+ +)?" + name + "\\b.*(is assigned|is revoked|closes|crashes).*");
        for (String each : statements.subList(line - 1, statements.size())) {
            if (ends.matcher(each).matches()) {
                break;
            }
            Matcher matcher = polls.matcher(each);
            if (matcher.matches()) {
                has.add(matcher.group(1));
            }
        }
        List<Integer> all = has.stream().map(ids::partition).sorted().toList();
        positioned.removeIf(place -> place.startsWith(name + "/"));
        add(new Event.Assigned(consumer, all, Event.NONE, Math.max(0, invoke - 2)));
    }

    private void position(Matcher m, Event.PositionReason reason) {
        add(new Event.Positioned(
                ids.consumer(m.group(1)), ids.partition(m.group(2)), Long.parseLong(m.group(3)), reason, invoke));
    }

    private static List<String> names(String list) {
        return list.isBlank() || list.strip().equals("nothing")
                ? List.of()
                : List.of(list.strip().split(" *, *"));
    }

    private List<Integer> partitions(String list) {
        return names(list).stream().map(ids::partition).toList();
    }

    private void settling() {
        rule(
                "(\\w+)(?: in group ([\\w-]+))? receives (\\S+) from ([\\w-]+)(?: tag (\\d+))?( again)?",
                m -> add(new Event.Delivery(
                        consumer(m),
                        ids.partition(m.group(4)),
                        Event.NO_OFFSET,
                        ids.message(m.group(3), ids.partition(m.group(4))),
                        Event.NONE,
                        Event.NONE,
                        number(m.group(5)),
                        m.group(6) != null,
                        invoke,
                        complete)));
        rule(
                "(\\w+) (ack|nack|requeue)s (\\S+)(?: tag (\\d+))?" + OUTCOME,
                m -> add(new Event.Settlement(
                        ids.consumer(m.group(1)),
                        ids.message(m.group(3), 0),
                        number(m.group(4)),
                        Event.SettlementKind.valueOf(m.group(2).toUpperCase(java.util.Locale.ROOT)),
                        outcome(m.group(5), m.group(6)),
                        invoke,
                        complete)));
        rule(
                "(\\w+) commits " + PLACE + " to (\\d+)(?: in (\\w+))?(?: generation (\\d+))?" + OUTCOME,
                m -> add(new Event.Commit(
                        ids.consumer(m.group(1)),
                        transaction(m.group(4)),
                        number(m.group(5)),
                        List.of(new PartitionOffset(ids.partition(m.group(2)), Long.parseLong(m.group(3)))),
                        outcome(m.group(6), m.group(7)),
                        invoke,
                        complete)));
        rule(
                "(\\w+) reads committed " + PLACE + " to (\\d+)",
                m -> add(new Event.CommittedRead(
                        ids.consumer(m.group(1)),
                        List.of(new PartitionOffset(ids.partition(m.group(2)), Long.parseLong(m.group(3)))),
                        invoke,
                        complete)));
    }

    private void running() {
        rule("fault (\\w+) ends", m -> add(new Event.FaultStopped(ids.fault(m.group(1)), invoke, complete)));
        rule(
                "fault (\\w+) ([\\w-]+) '([^']*)' hits (.*)",
                m -> add(new Event.FaultStarted(
                        ids.fault(m.group(1)), m.group(2), m.group(3), names(m.group(4)), invoke, complete)));
        rule(
                "fact leader of " + PLACE + ": n(\\d+)(?: epoch (\\d+))?",
                m -> fact(
                        Event.FactKind.LEADER,
                        m.group(1),
                        number(m.group(2)),
                        number(m.group(3)),
                        Event.NO_OFFSET,
                        List.of()));
        rule(
                "fact isr of " + PLACE + ": (.*)",
                m -> fact(
                        Event.FactKind.ISR,
                        m.group(1),
                        Event.NONE,
                        Event.NONE,
                        Event.NO_OFFSET,
                        names(m.group(2)).stream()
                                .map(n -> Integer.parseInt(n.substring(1)))
                                .toList()));
        rule(
                "fact (log start|log end|high watermark) of " + PLACE + ": (\\d+)",
                m -> fact(
                        Event.FactKind.valueOf(
                                m.group(1).toUpperCase(java.util.Locale.ROOT).replace(' ', '_')),
                        m.group(2),
                        Event.NONE,
                        Event.NONE,
                        Long.parseLong(m.group(3)),
                        List.of()));
        rule(
                "fact n(\\d+) truncated " + PLACE + ": (\\d+)",
                m -> fact(
                        Event.FactKind.TRUNCATED,
                        m.group(2),
                        number(m.group(1)),
                        Event.NONE,
                        Long.parseLong(m.group(3)),
                        List.of()));
        rule(
                "fact n(\\d+) (up|down)",
                m -> fact(
                        m.group(2).equals("up") ? Event.FactKind.NODE_UP : Event.FactKind.NODE_DOWN,
                        null,
                        number(m.group(1)),
                        Event.NONE,
                        Event.NO_OFFSET,
                        List.of()));
        rule("phase ([\\w-]+)", m -> add(new Event.PhaseStarted(m.group(1), invoke)));
        rule("moment '([^']*)'", m -> add(new Event.MomentHit(m.group(1), "", invoke)));
    }

    private void fact(
            Event.FactKind kind, @Nullable String partition, int node, int epoch, long offset, List<Integer> nodes) {
        int id = partition == null ? Event.NONE : ids.partition(partition);
        add(new Event.BrokerFact(kind, id, node, epoch, offset, nodes, "text", invoke));
    }
}
