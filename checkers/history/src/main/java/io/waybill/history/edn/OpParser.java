package io.waybill.history.edn;

import io.waybill.history.Event;
import io.waybill.history.edn.Op.Function;
import io.waybill.history.edn.Op.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses an operation map into an {@link Op}. Has no effect but on that, so a map can be parsed anew. */
final class OpParser {

    private static final byte[] ASSIGN = ascii(":assign");
    private static final byte[] CONSUMER = ascii(":consumer");
    private static final byte[] CRASH = ascii(":crash");
    private static final byte[] ERROR = ascii(":error");
    private static final byte[] F = ascii(":f");
    private static final byte[] INDEX = ascii(":index");
    private static final byte[] FAIL = ascii(":fail");
    private static final byte[] INFO = ascii(":info");
    private static final byte[] INVOKE = ascii(":invoke");
    private static final byte[] KEYS = ascii(":keys");
    private static final byte[] NEMESIS = ascii(":nemesis");
    private static final byte[] OK = ascii(":ok");
    private static final byte[] POLL = ascii(":poll");
    private static final byte[] PROCESS = ascii(":process");
    private static final byte[] REBALANCE_LOG = ascii(":rebalance-log");
    private static final byte[] SEEK_TO_BEGINNING = ascii(":seek-to-beginning?");
    private static final byte[] SEND = ascii(":send");
    private static final byte[] SESSION = ascii(":session");
    private static final byte[] SUBSCRIBE = ascii(":subscribe");
    private static final byte[] TIME = ascii(":time");
    private static final byte[] TXN = ascii(":txn");
    private static final byte[] TYPE = ascii(":type");
    private static final byte[] VALUE = ascii(":value");
    private static final byte[] NIL = ascii("nil");
    private static final byte[] TRUE = ascii("true");

    private static final int LONGEST_REASON = 300;

    private final EdnScanner in;
    private final Keys keys;

    OpParser(EdnScanner in, Keys keys) {
        this.in = in;
        this.keys = keys;
    }

    /**
     * Refuses what is no operation of this workload, and takes out of the buffer what will be asked for later: the
     * operation is applied when the buffer holds others.
     */
    void seal(Op op) {
        refuseIncomplete(op);
        if (op.process == Op.NEMESIS) {
            op.fText = in.text(op.fStart, op.fEnd);
            op.valueText = in.text(op.valueStart, op.valueEnd);
            return;
        }
        if (op.f == Function.OTHER) {
            op.fText = in.text(op.fStart, op.fEnd);
            return;
        }
        refuseOtherWorkloads(op);
        if (op.errorEnd > op.errorStart) {
            op.error = reason(op);
        }
        if (op.f == Function.ASSIGN) {
            for (Object key : op.keys) {
                op.partitions.add(keys.partition(key));
            }
        }
    }

    private void refuseIncomplete(Op op) {
        if (op.type == Op.NO_TYPE) {
            throw in.malformed("an operation without :type, expected :invoke, :ok, :fail or :info");
        }
        if (op.f == Function.NONE) {
            throw in.malformed("an operation without :f, expected :send, :poll, :txn, :assign, :subscribe, …");
        }
        if (op.process == Op.NO_PROCESS) {
            throw in.malformed("an operation without :process, expected an integer or :nemesis");
        }
    }

    private void refuseOtherWorkloads(Op op) {
        boolean micro = op.f == Function.SEND || op.f == Function.POLL || op.f == Function.TXN;
        boolean wrong = micro
                ? op.shape == Shape.OTHER || op.shape == Shape.KEYS
                : op.shape == Shape.OTHER && op.f != Function.CRASH;
        if (wrong) {
            String found = in.text(op.valueStart, Math.min(op.valueEnd, op.valueStart + 60));
            throw in.malformed(in.text(op.fStart, op.fEnd) + " has value " + found + ", expected "
                    + (micro ? "[[:send key value] [:poll] …]" : "a sequence of keys"));
        }
    }

    private String reason(Op op) {
        int after = in.position();
        in.position(op.errorStart);
        String reason = in.bytes()[op.errorStart] == '"' ? in.string() : in.text(op.errorStart, op.errorEnd);
        in.position(after);
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Parses the map that begins here; it may carry a tag, as records do. */
    void parse(Op op) {
        op.clear();
        while (in.next() == '#') {
            in.position(in.position() + 1);
            in.passTag();
        }
        in.take('{');
        while (true) {
            byte c = in.next();
            if (c == '}') {
                in.position(in.position() + 1);
                return;
            }
            if (c == ':') {
                entry(op);
            } else {
                in.skip();
                in.next();
                in.skip();
            }
        }
    }

    /** The keys that every map has are told apart by their length and one letter before they are compared. */
    private void entry(Op op) {
        int start = in.position();
        in.passToken();
        byte second = in.bytes()[start + 2];
        boolean common = switch (in.position() - start) {
            case 2 -> in.is(start, F) && function(op);
            case 5 -> second == 'y' ? in.is(start, TYPE) && type(op) : in.is(start, TIME) && time(op);
            case 6 ->
                switch (second) {
                    case 'a' -> in.is(start, VALUE) && value(op);
                    case 'n' -> in.is(start, INDEX) && skip();
                    default -> in.is(start, ERROR) && error(op);
                };
            case 8 -> in.is(start, PROCESS) && process(op);
            default -> false;
        };
        if (!common) {
            rareEntry(op, start);
        }
    }

    private boolean skip() {
        in.next();
        in.skip();
        return true;
    }

    private boolean error(Op op) {
        in.next();
        op.errorStart = in.position();
        in.skip();
        op.errorEnd = in.position();
        return true;
    }

    private boolean time(Op op) {
        byte c = in.next();
        if (!in.beginsNumber(c)) {
            throw in.malformed(":time is no integer: it begins with " + EdnScanner.show(c));
        }
        op.time = in.integer();
        return true;
    }

    private void rareEntry(Op op, int start) {
        if (in.is(start, SEEK_TO_BEGINNING)) {
            in.next();
            int value = in.position();
            in.passToken();
            op.seeksToBeginning = in.is(value, TRUE);
        } else if (in.is(start, REBALANCE_LOG)) {
            in.next();
            rebalanceLog(op);
        } else if (in.is(start, SESSION)) {
            op.session = stringOrNull();
        } else if (in.is(start, CONSUMER)) {
            op.consumer = stringOrNull();
        } else {
            in.next();
            in.skip();
        }
    }

    private @Nullable String stringOrNull() {
        if (in.next() == '"') {
            return in.string();
        }
        in.skip();
        return null;
    }

    private boolean type(Op op) {
        in.next();
        int start = in.position();
        in.passToken();
        if (in.is(start, OK)) {
            op.type = Op.OK;
        } else if (in.is(start, INVOKE)) {
            op.type = Op.INVOKE;
        } else if (in.is(start, INFO)) {
            op.type = Op.INFO;
        } else if (in.is(start, FAIL)) {
            op.type = Op.FAIL;
        } else {
            String found = in.text(start, in.position());
            in.position(start);
            throw in.malformed("unknown type " + found + ", expected :invoke, :ok, :fail or :info");
        }
        return true;
    }

    private boolean function(Op op) {
        in.next();
        int start = in.position();
        in.passToken();
        op.fStart = start;
        op.fEnd = in.position();
        if (in.is(start, SEND)) {
            op.f = Function.SEND;
        } else if (in.is(start, POLL)) {
            op.f = Function.POLL;
        } else if (in.is(start, TXN)) {
            op.f = Function.TXN;
        } else if (in.is(start, ASSIGN)) {
            op.f = Function.ASSIGN;
        } else if (in.is(start, SUBSCRIBE)) {
            op.f = Function.SUBSCRIBE;
        } else if (in.is(start, CRASH)) {
            op.f = Function.CRASH;
        } else {
            op.f = Function.OTHER;
        }
        return true;
    }

    private boolean process(Op op) {
        byte c = in.next();
        if (in.beginsNumber(c)) {
            op.process = in.integer();
            if (op.process < 0) {
                throw in.malformed(":process must be 0 or more, was " + op.process);
            }
            return true;
        }
        int start = in.position();
        in.passToken();
        if (!in.is(start, NEMESIS)) {
            String found = in.text(start, in.position());
            in.position(start);
            throw in.malformed(":process must be an integer or :nemesis, was " + found);
        }
        op.process = Op.NEMESIS;
        return true;
    }

    // ---- values ------------------------------------------------------------------------------------------------

    private boolean value(Op op) {
        in.next();
        int start = in.position();
        op.clearValue();
        byte c = in.bytes()[start];
        boolean understood = (c == '[' || c == '(') ? elements(op, ']', ')') : c == '#' && setOfKeys(op);
        if (!understood) {
            op.clearValue();
            in.position(start);
            in.skip();
            op.shape = in.is(start, NIL) ? Shape.NONE : Shape.OTHER;
        }
        op.valueStart = start;
        op.valueEnd = in.position();
        return true;
    }

    private boolean setOfKeys(Op op) {
        in.position(in.position() + 1);
        return in.bytes()[in.position()] == '{' && elements(op, '}', '}');
    }

    /** Reads micro-operations or keys; returns false where it is neither. */
    private boolean elements(Op op, char close, char otherClose) {
        in.position(in.position() + 1);
        while (true) {
            byte c = in.next();
            if (c == close || c == otherClose) {
                in.position(in.position() + 1);
                return true;
            }
            if (c == '[' || c == '(') {
                if (op.shape == Shape.KEYS || !micro(op)) {
                    return false;
                }
                op.shape = Shape.MICRO;
            } else {
                if (op.shape == Shape.MICRO || !key(op.keys)) {
                    return false;
                }
                op.shape = Shape.KEYS;
            }
        }
    }

    /** Reads a key for later: it may turn out to be the name of a node. Returns false where it is none. */
    private boolean key(List<Object> into) {
        byte c = in.next();
        if (in.beginsNumber(c)) {
            into.add(in.integer());
        } else if (c == '"') {
            into.add(in.string());
        } else if (c == ':') {
            into.add(keyword());
        } else {
            return false;
        }
        return true;
    }

    private String keyword() {
        int start = in.position() + 1;
        in.passToken();
        return in.text(start, in.position());
    }

    private boolean micro(Op op) {
        in.position(in.position() + 1);
        if (in.next() != ':') {
            return false;
        }
        int start = in.position();
        in.passToken();
        if (in.is(start, SEND)) {
            send(op);
        } else if (in.is(start, POLL)) {
            op.polls++;
            poll(op);
        } else {
            return false;
        }
        byte c = in.next();
        if (c != ']' && c != ')') {
            throw in.malformed("expected the end of [" + (in.is(start, SEND) ? ":send" : "…") + " …], found "
                    + EdnScanner.show(c));
        }
        in.position(in.position() + 1);
        return true;
    }

    private void send(Op op) {
        int partition = partition();
        byte c = in.next();
        if (c == '[' || c == '(') {
            in.position(in.position() + 1);
            long offset = offset();
            message(op, true, partition, offset);
            close();
        } else {
            message(op, true, partition, Event.NO_OFFSET);
        }
    }

    private void poll(Op op) {
        byte c = in.next();
        if (c == ']' || c == ')') {
            return;
        }
        if (c != '{') {
            int start = in.position();
            in.passToken();
            if (!in.is(start, NIL)) {
                in.position(start);
                throw in.malformed(
                        "expected the records of a poll as {key [[offset value] …]}, found " + EdnScanner.show(c));
            }
            return;
        }
        in.position(in.position() + 1);
        while (in.next() != '}') {
            records(op, partition());
        }
        in.position(in.position() + 1);
    }

    private void records(Op op, int partition) {
        byte open = in.next();
        if (open != '[' && open != '(') {
            throw in.malformed("expected [[offset value] …], found " + EdnScanner.show(open));
        }
        in.position(in.position() + 1);
        while (true) {
            in.plainPairs(op, partition);
            byte c = in.next();
            if (c == ']' || c == ')') {
                in.position(in.position() + 1);
                return;
            }
            if (c != '[' && c != '(') {
                throw in.malformed("expected [offset value], found " + EdnScanner.show(c));
            }
            in.position(in.position() + 1);
            long offset = offset();
            message(op, false, partition, offset);
            close();
        }
    }

    private void close() {
        byte c = in.next();
        if (c != ']' && c != ')') {
            throw in.malformed("expected the end of [offset value], found " + EdnScanner.show(c));
        }
        in.position(in.position() + 1);
    }

    private int partition() {
        byte c = in.next();
        if (in.beginsNumber(c)) {
            return keys.partition(in.integer());
        }
        if (c == '"') {
            return keys.partition(in.string());
        }
        if (c == ':') {
            return keys.partition(keyword());
        }
        throw in.malformed("expected a key (an integer or a string), found " + EdnScanner.show(c));
    }

    private long offset() {
        byte c = in.next();
        if (in.beginsNumber(c)) {
            int start = in.position();
            long offset = in.integer();
            if (offset < 0) {
                in.position(start);
                throw in.malformed("an offset must be 0 or more, was " + offset);
            }
            return offset;
        }
        int start = in.position();
        in.passToken();
        if (!in.is(start, NIL)) {
            String found = in.text(start, in.position());
            in.position(start);
            throw in.malformed("an offset must be an integer or nil, was " + found);
        }
        return Event.NO_OFFSET;
    }

    private void message(Op op, boolean sent, int partition, long offset) {
        byte c = in.next();
        long value = 0;
        @Nullable String text = null;
        if (in.beginsNumber(c)) {
            value = in.integer();
        } else if (c == '"') {
            text = in.string();
        } else if (c == ':') {
            text = keyword();
        } else {
            throw in.malformed("expected a message's value (an integer or a string), found " + EdnScanner.show(c));
        }
        if (sent) {
            op.addSend(partition, offset, value, text);
        } else {
            op.addRecord(partition, offset, value, text);
        }
    }

    /** Reads the keys of all events of a rebalance log: a sequence of maps that have {@code :keys}. */
    private void rebalanceLog(Op op) {
        byte open = in.next();
        if (open != '[' && open != '(') {
            in.skip();
            return;
        }
        in.position(in.position() + 1);
        while (in.next() != ']' && in.next() != ')') {
            if (in.next() != '{') {
                in.skip();
                continue;
            }
            in.position(in.position() + 1);
            while (in.next() != '}') {
                int start = in.position();
                in.skip();
                boolean isKeys = in.is(start, KEYS);
                byte c = in.next();
                if (!isKeys || (c != '[' && c != '(')) {
                    in.skip();
                    continue;
                }
                in.position(in.position() + 1);
                while (in.next() != ']' && in.next() != ')') {
                    if (!key(op.rebalanced)) {
                        in.skip();
                    }
                }
                in.position(in.position() + 1);
            }
            in.position(in.position() + 1);
        }
        in.position(in.position() + 1);
    }
}
