package io.waybill.history.edn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads EDN forms from a stream without building them.
 *
 * <p>A zero byte stands behind what was read, and no form contains one, so no loop asks for the end of the buffer at
 * each byte. A form that touches the end raises {@link Underflow}; whoever reads a whole operation catches it, has more
 * read, and begins the operation anew.
 */
final class EdnScanner {

    /** The longest operation: one that is longer is not an operation, and must not eat the memory. */
    static final int MOST_BYTES = 64 << 20;

    private static final int FIRST_BYTES = 1 << 20;
    private static final int MOST_DISCARDS = 100;
    private static final boolean[] SPACE = new boolean[256];
    private static final boolean[] DELIMITER = new boolean[256];

    static {
        for (char c : " \t\r\n\f\u000b,".toCharArray()) {
            SPACE[c] = true;
            DELIMITER[c] = true;
        }
        for (char c : "\0()[]{}\";".toCharArray()) {
            DELIMITER[c] = true;
        }
    }

    /** The form goes on where the buffer ends. Costs no more than an object: it has no stack trace. */
    static final class Underflow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Underflow() {
            super("the form goes on behind the buffer", null, false, false);
        }
    }

    /** A form is not EDN. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient int position;

        Malformed(int position, String message) {
            super(message, null, false, false);
            this.position = position;
        }
    }

    private final InputStream in;
    private byte[] bytes = new byte[FIRST_BYTES + 1];
    private int limit;
    private int position;
    private boolean ended;
    private int discarding;

    /** How many bytes of the stream came before the first one in the buffer. */
    private long dropped;

    EdnScanner(InputStream in) {
        this.in = in;
    }

    /** Returns a text to compare tokens with. */
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    void position(int newPosition) {
        position = newPosition;
    }

    /** Returns where in the stream a position of the buffer stands. */
    long offset(int at) {
        return dropped + at;
    }

    boolean isEnded() {
        return ended;
    }

    /**
     * Reads on, keeping what stands at {@code keep} or later; it stands at 0 afterwards. Returns false where the stream
     * has ended or the buffer is as large as it may be.
     */
    boolean readOn(int keep) throws IOException {
        if (ended) {
            return false;
        }
        int kept = limit - keep;
        if (kept >= bytes.length - 1 - (bytes.length >> 2)) {
            if (bytes.length > MOST_BYTES) {
                return false;
            }
            bytes = Arrays.copyOfRange(bytes, keep, keep + (int) Math.min(bytes.length * 2L, MOST_BYTES + 2L));
        } else {
            System.arraycopy(bytes, keep, bytes, 0, kept);
        }
        dropped += keep;
        position -= keep;
        limit = kept;
        while (limit < bytes.length - 1) {
            int count = in.read(bytes, limit, bytes.length - 1 - limit);
            if (count < 0) {
                ended = true;
                break;
            }
            limit += count;
        }
        bytes[limit] = 0;
        return true;
    }

    /** Returns whether what looks wrong at a position may merely be cut off by the end of the buffer. */
    boolean isNearLimit(int at) {
        return at + 64 >= limit;
    }

    /** Goes behind the end of this line; returns false where the buffer ends before. */
    boolean passLine() {
        while (position < limit) {
            if (bytes[position++] == '\n') {
                return true;
            }
        }
        return false;
    }

    // ---- forms -------------------------------------------------------------------------------------------------

    /** Skips white space, comments and discarded forms; returns the byte that follows, which is not taken. */
    byte next() {
        while (true) {
            byte c = bytes[position];
            if (SPACE[c & 0xFF]) {
                position++;
            } else if (c == ';') {
                skipLine();
            } else if (c == '#' && bytes[position + 1] == '_') {
                discard();
            } else if (c == 0) {
                if (position >= limit) {
                    throw new Underflow();
                }
                throw malformed("a zero byte, expected text");
            } else {
                return c;
            }
        }
    }

    /** Skips {@code #_} and its form, which may be discarded forms and a form again: only so deep as anybody writes. */
    private void discard() {
        if (discarding >= MOST_DISCARDS) {
            throw malformed("more than " + MOST_DISCARDS + " discarded forms inside each other");
        }
        discarding++;
        try {
            position += 2;
            skip();
        } finally {
            discarding--;
        }
    }

    private void skipLine() {
        while (bytes[position] != '\n') {
            if (bytes[position] == 0 && position >= limit) {
                if (ended) {
                    return;
                }
                throw new Underflow();
            }
            position++;
        }
    }

    Malformed malformed(String message) {
        return new Malformed(position, message);
    }

    void take(char expected) {
        byte c = next();
        if (c != expected) {
            throw malformed("expected '" + expected + "', found " + show(c));
        }
        position++;
    }

    static String show(byte c) {
        return c > ' ' && c < 127 ? "'" + (char) c + "'" : "byte 0x" + Integer.toHexString(c & 0xFF);
    }

    /** Passes a keyword, symbol or number that begins here; it ends at the position afterwards. */
    void passToken() {
        while (!DELIMITER[bytes[position] & 0xFF]) {
            position++;
        }
        if (position >= limit) {
            throw new Underflow();
        }
    }

    /** Returns whether the token from {@code start} to the position is this text. */
    boolean is(int start, byte[] text) {
        return position - start == text.length
                && Arrays.equals(bytes, start, start + text.length, text, 0, text.length);
    }

    /** Returns whether the byte can begin an integer, given the one that follows it. */
    boolean beginsNumber(byte c) {
        return (c >= '0' && c <= '9')
                || ((c == '-' || c == '+') && bytes[position + 1] >= '0' && bytes[position + 1] <= '9');
    }

    /** Reads an integer that begins here. */
    long integer() {
        int at = position;
        byte c = bytes[at];
        boolean negative = c == '-';
        if (c == '-' || c == '+') {
            c = bytes[++at];
        }
        int first = at;
        long value = 0;
        while (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            c = bytes[++at];
        }
        if (c == 'N') {
            c = bytes[++at];
        }
        if (at >= limit) {
            throw new Underflow();
        }
        if (at == first || !DELIMITER[c & 0xFF] || at - first > 18) {
            return slowInteger();
        }
        position = at;
        return negative ? -value : value;
    }

    /**
     * Reads {@code [offset value]} pairs as long as each is two plain numbers, and stands before the first that is not.
     * What a poll returned is most of a history: here nothing is looked at twice.
     */
    void plainPairs(Op op, int partition) {
        byte[] b = bytes;
        int at = position;
        while (true) {
            while (b[at] == ' ' || b[at] == ',') {
                at++;
            }
            if (b[at] != '[') {
                break;
            }
            int p = at + 1;
            long offset = 0;
            int first = p;
            for (int digit = b[p] - '0'; digit >= 0 && digit <= 9; digit = b[++p] - '0') {
                offset = offset * 10 + digit;
            }
            if (p == first || p - first > 18 || b[p] != ' ') {
                break;
            }
            first = ++p;
            long value = 0;
            for (int digit = b[p] - '0'; digit >= 0 && digit <= 9; digit = b[++p] - '0') {
                value = value * 10 + digit;
            }
            if (p == first || p - first > 18 || b[p] != ']') {
                break;
            }
            op.addRecord(partition, offset, value, null);
            at = p + 1;
        }
        position = at;
    }

    private long slowInteger() {
        int start = position;
        passToken();
        String text = text(start, position);
        try {
            return Long.parseLong(text.endsWith("N") ? text.substring(0, text.length() - 1) : text);
        } catch (NumberFormatException e) {
            throw new Malformed(start, "\"" + text + "\" is not an integer of 64 bits");
        }
    }

    /** Reads a string that begins here. */
    String string() {
        int start = position + 1;
        boolean escaped = passString();
        String raw = text(start, position - 1);
        return escaped ? unescape(raw) : raw;
    }

    /** Passes a string that begins here; returns whether it has escapes. */
    private boolean passString() {
        boolean escaped = false;
        int at = position + 1;
        while (bytes[at] != '"') {
            if (bytes[at] == '\\') {
                escaped = true;
                at++;
            }
            if (bytes[at] == 0 && at >= limit) {
                throw new Underflow();
            }
            at++;
        }
        position = at + 1;
        return escaped;
    }

    private String unescape(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            switch (escape) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case '"', '\\' -> out.append(escape);
                case 'u' -> {
                    try {
                        out.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                    } catch (NumberFormatException | IndexOutOfBoundsException e) {
                        throw malformed("a string has \\u without four hexadecimal digits");
                    }
                    i += 4;
                }
                default -> throw malformed("a string has unknown escape \\" + escape);
            }
        }
        return out.toString();
    }

    /** Returns the bytes from one position of the buffer to another as text. */
    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Skips one form, however deep it goes: no recursion, so that no input can exhaust the stack. */
    void skip() {
        int depth = 0;
        int owed = 1;
        while (depth > 0 || owed > 0) {
            byte c = next();
            switch (c) {
                case '(', '[', '{' -> {
                    position++;
                    depth++;
                }
                case ')', ']', '}' -> {
                    if (depth == 0) {
                        throw malformed("unexpected " + show(c));
                    }
                    position++;
                    depth--;
                }
                case '"' -> passString();
                case '\\' -> {
                    position++;
                    if (position >= limit) {
                        throw new Underflow();
                    }
                    position++;
                    passToken();
                }
                case '#' -> {
                    position++;
                    byte what = bytes[position];
                    if (what == '{') {
                        position++;
                        depth++;
                    } else if (what == '"') {
                        passString();
                    } else {
                        passTag();
                        // A tag owes the form that it tags.
                        owed += depth == 0 ? 1 : 0;
                    }
                }
                case '\'', '`', '~', '^', '@' -> throw malformed("unexpected " + show(c));
                default -> passToken();
            }
            if (depth == 0) {
                owed--;
            }
        }
    }

    /** Passes the tag of a tagged literal, whose {@code #} was passed. */
    void passTag() {
        int start = position;
        passToken();
        if (position == start) {
            throw malformed("# without a tag");
        }
    }
}
