package io.waybill.history.edn;

import io.waybill.history.edn.Op.Function;
import io.waybill.history.edn.Op.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Parses an operation map into an {@link Op}: its keys, and what each of them must be. Has no effect but on that, so a
 * map can be parsed anew.
 */
final class OpParser {

    private static final byte[] ASSIGN = EdnScanner.ascii(":assign");
    private static final byte[] CONSUMER = EdnScanner.ascii(":consumer");
    private static final byte[] CRASH = EdnScanner.ascii(":crash");
    private static final byte[] ERROR = EdnScanner.ascii(":error");
    private static final byte[] F = EdnScanner.ascii(":f");
    private static final byte[] INDEX = EdnScanner.ascii(":index");
    private static final byte[] FAIL = EdnScanner.ascii(":fail");
    private static final byte[] INFO = EdnScanner.ascii(":info");
    private static final byte[] INVOKE = EdnScanner.ascii(":invoke");
    private static final byte[] NEMESIS = EdnScanner.ascii(":nemesis");
    private static final byte[] OK = EdnScanner.ascii(":ok");
    private static final byte[] POLL = EdnScanner.ascii(":poll");
    private static final byte[] PROCESS = EdnScanner.ascii(":process");
    private static final byte[] REBALANCE_LOG = EdnScanner.ascii(":rebalance-log");
    private static final byte[] SEEK_TO_BEGINNING = EdnScanner.ascii(":seek-to-beginning?");
    private static final byte[] SEND = EdnScanner.ascii(":send");
    private static final byte[] SESSION = EdnScanner.ascii(":session");
    private static final byte[] SUBSCRIBE = EdnScanner.ascii(":subscribe");
    private static final byte[] TIME = EdnScanner.ascii(":time");
    private static final byte[] TXN = EdnScanner.ascii(":txn");
    private static final byte[] TYPE = EdnScanner.ascii(":type");
    private static final byte[] VALUE = EdnScanner.ascii(":value");
    private static final byte[] TRUE = EdnScanner.ascii("true");

    private static final int LONGEST_REASON = 300;

    private final EdnScanner in;
    private final Keys keys;
    private final ValueParser values;

    OpParser(EdnScanner in, Keys keys) {
        this.in = in;
        this.keys = keys;
        this.values = new ValueParser(in, keys);
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

    private boolean value(Op op) {
        values.value(op);
        return true;
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
            values.rebalanceLog(op);
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
}
