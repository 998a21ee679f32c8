package io.waybill.history.jsonl;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream into lines without copying them, and refuses a line that would eat the memory. */
final class LineReader {

    /** The longest line. */
    static final int MOST_BYTES = 64 << 20;

    private static final int FIRST_BYTES = 1 << 18;

    private final InputStream in;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int limit;
    private int start;
    private int end;
    private int next;
    private long dropped;
    private long line;
    private boolean ended;
    private boolean terminated;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** A line is longer than {@link #MOST_BYTES}. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("the line is longer than " + (MOST_BYTES >> 20)
                    + " MB, expected one event a line: this is no history as JSON Lines");
        }
    }

    /** Goes to the next line; returns false where there is none. */
    boolean next() throws IOException {
        start = next;
        int at = start;
        while (true) {
            while (at < limit && bytes[at] != '\n') {
                at++;
            }
            if (at < limit) {
                terminated = true;
                next = at + 1;
                break;
            }
            if (!readOn()) {
                if (start == limit) {
                    return false;
                }
                terminated = false;
                next = limit;
                at = limit;
                break;
            }
            at = at - (int) lastShift;
        }
        end = at;
        line++;
        return true;
    }

    private long lastShift;

    /** Reads more behind what there is of this line. */
    private boolean readOn() throws IOException {
        lastShift = 0;
        if (ended) {
            return false;
        }
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, limit - start);
            lastShift = start;
            dropped += start;
            limit -= start;
            start = 0;
        } else if (limit == bytes.length) {
            if (limit >= MOST_BYTES) {
                line++;
                throw new TooLong();
            }
            bytes = Arrays.copyOf(bytes, Math.min(MOST_BYTES, bytes.length * 2));
        }
        int count = in.read(bytes, limit, bytes.length - limit);
        if (count < 0) {
            ended = true;
        } else {
            limit += count;
        }
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int length() {
        return end - start;
    }

    /** Returns the line's number, from 1. */
    long line() {
        return line;
    }

    /** Returns where in the stream the line begins. */
    long offset() {
        return dropped + start;
    }

    /** Returns whether a line feed ends the line; false only for the last one. */
    boolean isTerminated() {
        return terminated;
    }

    boolean isBlank() {
        for (int at = start; at < end; at++) {
            if (bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Passes the mark of three bytes with which some programs begin a text. */
    void skipByteOrderMark() {
        if (line == 1
                && end - start >= 3
                && (bytes[start] & 0xFF) == 0xEF
                && (bytes[start + 1] & 0xFF) == 0xBB
                && (bytes[start + 2] & 0xFF) == 0xBF) {
            start += 3;
        }
    }
}
