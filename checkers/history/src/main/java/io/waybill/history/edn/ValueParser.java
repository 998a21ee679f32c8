package io.waybill.history.edn;

import io.waybill.history.Event;
import io.waybill.history.edn.Op.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses what an operation sent, received or was assigned: its micro-operations, its records and its keys. */
final class ValueParser {

    private static final byte[] KEYS = EdnScanner.ascii(":keys");
    private static final byte[] NIL = EdnScanner.ascii("nil");
    private static final byte[] POLL = EdnScanner.ascii(":poll");
    private static final byte[] SEND = EdnScanner.ascii(":send");

    private final EdnScanner in;
    private final Keys keys;

    ValueParser(EdnScanner in, Keys keys) {
        this.in = in;
        this.keys = keys;
    }

    /**
     * Parses the value that follows. One that is neither micro-operations nor keys is no mistake yet: see its shape.
     */
    void value(Op op) {
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
    void rebalanceLog(Op op) {
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
