package io.waybill.history.edn;

import io.waybill.history.Event;
import io.waybill.history.Outcome;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes operation maps, one a line: an invocation at once, and a completion when its time has come. */
final class OpWriter {

    /** What is left to be written of an operation. */
    interface Completion {
        void write() throws IOException;
    }

    static final Completion NOTHING = () -> {};

    private final Writer out;
    private final ExportNames names;
    private final ProcessNumbers processes = new ProcessNumbers();
    private final Map<Integer, Transaction> transactions = new LinkedHashMap<>();
    private final Map<Integer, Event.FaultStarted> faults = new HashMap<>();

    /** When each of Jepsen's processes was lost to an operation of which nobody knows. */
    private final Map<String, Long> lostNanos = new HashMap<>();

    private long index;

    /** What a transaction has done so far. */
    private static final class Transaction {
        int session;
        long begunNanos;
        int consumer = Event.NONE;
        String reason = "aborted";
        final List<String> asked = new ArrayList<>();
        final List<String> done = new ArrayList<>();
    }

    OpWriter(Writer out, ExportNames names) {
        this.out = out;
        this.names = names;
    }

    // ---- producing ---------------------------------------------------------------------------------------------

    Completion send(Event.Send e) throws IOException {
        String key = names.key(e.message().partition());
        String value = names.message(e.message());
        String asked = "[:send " + key + " " + value + "]";
        String done =
                "[:send " + key + " [" + (e.offset() < 0 ? "nil" : Long.toString(e.offset())) + " " + value + "]]";
        Transaction transaction = transactions.get(e.transaction());
        if (transaction != null) {
            transaction.asked.add(asked);
            transaction.done.add(done);
            transaction.reason = e.outcome().isFail() ? e.outcome().reason() : transaction.reason;
            return NOTHING;
        }
        String client = names.session(e.message().session());
        int process = processes.take(client);
        String more = more(process, ":session", client);
        op(process, ":invoke", ":send", "[" + asked + "]", e.timeNanos(), more);
        return () -> {
            // An indeterminate operation completes with its invocation's value, unless an offset is known after all.
            String completed = e.outcome().isOk() || e.offset() >= 0 ? done : asked;
            op(
                    process,
                    type(e.outcome()),
                    ":send",
                    "[" + completed + "]",
                    e.completeNanos(),
                    more + error(e.outcome()));
            if (!e.outcome().isInfo()) {
                processes.giveBack(client, process);
            }
        };
    }

    private static String more(int process, String key, String client) {
        return client.equals("p" + process) ? "" : ", " + key + " " + ExportNames.quoted(client);
    }

    private Completion transactionEnded(Event.TransactionEnded e) throws IOException {
        Transaction transaction = transactions.remove(e.transaction());
        if (transaction == null) {
            return NOTHING;
        }
        boolean ok = e.commit() && e.outcome().isOk();
        Outcome outcome = e.commit() || e.outcome().isInfo() ? e.outcome() : Outcome.fail(transaction.reason);
        transaction(transaction, ok ? ":ok" : type(outcome), outcome, e.completeNanos());
        return NOTHING;
    }

    private void transaction(Transaction t, String type, Outcome outcome, long completeNanos) throws IOException {
        String client = names.session(t.session);
        int process = processes.take(client);
        String more = more(process, ":session", client)
                + (t.consumer == Event.NONE ? "" : more(process, ":consumer", names.consumer(t.consumer)));
        op(process, ":invoke", ":txn", joined(t.asked), t.begunNanos, more);
        if (completeNanos != Event.NEVER) {
            String value = type.equals(":ok") ? joined(t.done) : joined(t.asked);
            op(process, type, ":txn", value, completeNanos, more + error(outcome));
        }
        if (!outcome.isInfo()) {
            processes.giveBack(client, process);
        }
    }

    private static String joined(List<String> micro) {
        return micro.stream().collect(Collectors.joining(" ", "[", "]"));
    }

    // ---- consuming ---------------------------------------------------------------------------------------------

    Completion poll(List<Event.Delivery> poll) throws IOException {
        Event.Delivery first = poll.get(0);
        String done = "[:poll {" + records(poll) + "}]";
        Transaction transaction = transactions.get(first.transaction());
        if (transaction != null) {
            transaction.consumer = first.consumer();
            transaction.asked.add("[:poll]");
            transaction.done.add(done);
            return NOTHING;
        }
        return poll(first.consumer(), Outcome.ok(), "[" + done + "]", first.timeNanos(), first.completeNanos());
    }

    private String records(List<Event.Delivery> poll) {
        Map<String, StringBuilder> byKey = new LinkedHashMap<>();
        for (Event.Delivery e : poll) {
            StringBuilder records = byKey.computeIfAbsent(names.key(e.partition()), k -> new StringBuilder());
            records.append(records.isEmpty() ? "[" : " [")
                    .append(e.offset() < 0 ? "nil" : Long.toString(e.offset()))
                    .append(' ')
                    .append(names.message(e.message()))
                    .append(']');
        }
        return byKey.entrySet().stream()
                .map(each -> each.getKey() + " [" + each.getValue() + "]")
                .collect(Collectors.joining(", "));
    }

    private Completion poll(int consumer, Outcome outcome, String value, long invoke, long complete)
            throws IOException {
        String client = names.consumer(consumer);
        int process = processes.take(client);
        String more = more(process, ":consumer", client);
        op(process, ":invoke", ":poll", "[[:poll]]", invoke, more);
        return () -> {
            op(process, type(outcome), ":poll", value, complete, more + error(outcome));
            if (!outcome.isInfo()) {
                processes.giveBack(client, process);
            }
        };
    }

    private void atOnce(int consumer, String type, String f, String value, long nanos, String extra)
            throws IOException {
        String client = names.consumer(consumer);
        int process = processes.take(client);
        String more = more(process, ":consumer", client) + extra;
        op(process, ":invoke", f, value, nanos, more);
        op(process, type, f, value, nanos, more);
        if (!type.equals(":info")) {
            processes.giveBack(client, process);
        }
    }

    // ---- everything else ---------------------------------------------------------------------------------------

    Completion event(Event event, boolean fromTheBeginning) throws IOException {
        if (event instanceof Event.Poll e) {
            Completion completion = poll(e.consumer(), e.outcome(), "[[:poll {}]]", e.timeNanos(), e.completeNanos());
            return e.completeNanos() == Event.NEVER ? NOTHING : completion;
        }
        if (event instanceof Event.TransactionEnded e) {
            return transactionEnded(e);
        }
        if (event instanceof Event.TransactionBegun e) {
            Transaction transaction = new Transaction();
            transaction.session = e.session();
            transaction.begunNanos = e.timeNanos();
            transactions.put(e.transaction(), transaction);
        } else if (event instanceof Event.Assigned e && !e.partitions().isEmpty()) {
            String keys = e.partitions().stream().map(names::key).collect(Collectors.joining(" ", "[", "]"));
            String extra = fromTheBeginning ? ", :seek-to-beginning? true" : "";
            atOnce(e.consumer(), ":ok", ":assign", keys, e.timeNanos(), extra);
        } else if (event instanceof Event.Subscribed e) {
            String topics = e.topics().stream().map(ExportNames::quoted).collect(Collectors.joining(" ", "[", "]"));
            atOnce(e.consumer(), ":ok", ":subscribe", topics, e.timeNanos(), "");
        } else if (event instanceof Event.ConsumerClosed e && e.crashed() && !isImplied(e)) {
            atOnce(e.consumer(), ":info", ":crash", "nil", e.timeNanos(), "");
        } else if (event instanceof Event.FaultStarted e) {
            faults.put(e.fault(), e);
            nemesis(":start-" + word(e.kind()), ExportNames.quoted(e.named()), e, e.timeNanos(), e.completeNanos());
        } else if (event instanceof Event.FaultStopped e && faults.containsKey(e.fault())) {
            Event.FaultStarted started = faults.get(e.fault());
            if (started != null) {
                nemesis(":stop-" + word(started.kind()), "nil", started, e.timeNanos(), e.completeNanos());
            }
        }
        return NOTHING;
    }

    /** Returns whether whoever reads of the process's unknown operation knows that its consumer is gone. */
    private boolean isImplied(Event.ConsumerClosed e) {
        return Long.valueOf(e.timeNanos()).equals(lostNanos.get(names.consumer(e.consumer())));
    }

    /** Returns a fault's kind as a keyword can have it. */
    private static String word(String kind) {
        return kind.replaceAll("[^A-Za-z0-9*+!_?<>=-]", "-");
    }

    private void nemesis(String f, String asked, Event.FaultStarted fault, long invoke, long complete)
            throws IOException {
        entry(":nemesis", ":info", f, asked, invoke, "");
        if (complete != Event.NEVER) {
            String nodes =
                    fault.resolved().stream().map(ExportNames::quoted).collect(Collectors.joining(" ", "[", "]"));
            entry(":nemesis", ":info", f, nodes, complete, "");
        }
    }

    /** Ends with the transactions that never ended. */
    void finish() throws IOException {
        for (Transaction transaction : transactions.values()) {
            transaction(transaction, ":info", Outcome.info(""), Event.NEVER);
        }
    }

    // ---- parts -------------------------------------------------------------------------------------------------

    private static String type(Outcome outcome) {
        return ":" + outcome.word();
    }

    private static String error(Outcome outcome) {
        return outcome.isOk() ? "" : ", :error " + ExportNames.quoted(outcome.reason());
    }

    private void op(int process, String type, String f, String value, long nanos, String more) throws IOException {
        if (type.equals(":info")) {
            lostNanos.put("p" + process, nanos);
        }
        entry(Integer.toString(process), type, f, value, nanos, more);
    }

    private void entry(String process, String type, String f, String value, long nanos, String more)
            throws IOException {
        out.write("{:index " + index++ + ", :time " + nanos + ", :type " + type + ", :process " + process + ", :f " + f
                + ", :value " + value + more + "}\n");
    }
}
