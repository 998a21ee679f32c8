package io.waybill.history.edn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operation map, as far as anybody asks. One object is filled again and again. */
final class Op {

    static final int INVOKE = 0;
    static final int OK = 1;
    static final int FAIL = 2;
    static final int INFO = 3;
    static final int NO_TYPE = -1;

    /** The process of the nemesis. */
    static final long NEMESIS = -1;

    static final long NO_PROCESS = -2;
    static final long NO_TIME = Long.MIN_VALUE;

    /** What the operation's value is. */
    enum Shape {
        /** There is none, or nil. */
        NONE,
        /** Micro-operations: sends and polls. */
        MICRO,
        /** Keys. */
        KEYS,
        /** Something else. */
        OTHER
    }

    /** What is done. */
    enum Function {
        SEND,
        POLL,
        TXN,
        ASSIGN,
        SUBSCRIBE,
        CRASH,
        /** Something that says nothing of messages. */
        OTHER,
        /** No function was given. */
        NONE
    }

    int type;
    Function f = Function.NONE;

    /** The function's keyword, where nobody knows it or the nemesis does it. */
    String fText = "";

    long process;
    long time;
    boolean seeksToBeginning;
    Shape shape = Shape.NONE;

    /** The value as it is written, where the nemesis does it. */
    String valueText = "";

    /** Why it failed, or why nobody knows; empty where nothing was said. */
    String error = "";

    // Where these stand in the scanner's buffer, while the map is parsed.
    int fStart;
    int fEnd;
    int valueStart;
    int valueEnd;
    int errorStart;
    int errorEnd;

    @Nullable
    String session;

    @Nullable
    String consumer;

    int sends;
    int[] sendPartitions = new int[16];
    long[] sendOffsets = new long[16];
    long[] sendValues = new long[16];

    @Nullable
    String[] sendTexts = new @Nullable String[16];

    int polls;
    int records;
    int[] recordPartitions = new int[64];
    long[] recordOffsets = new long[64];
    long[] recordValues = new long[64];

    @Nullable
    String[] recordTexts = new @Nullable String[64];

    /** The keys of an assignment, as numbers or texts. */
    final List<Object> keys = new ArrayList<>();

    /** The partitions of an assignment's keys. */
    final List<Integer> partitions = new ArrayList<>();

    final List<Object> rebalanced = new ArrayList<>();

    void clear() {
        type = NO_TYPE;
        f = Function.NONE;
        fText = "";
        valueText = "";
        error = "";
        partitions.clear();
        fStart = 0;
        fEnd = 0;
        process = NO_PROCESS;
        time = NO_TIME;
        seeksToBeginning = false;
        errorStart = 0;
        errorEnd = 0;
        session = null;
        consumer = null;
        rebalanced.clear();
        clearValue();
    }

    void clearValue() {
        shape = Shape.NONE;
        valueStart = 0;
        valueEnd = 0;
        sends = 0;
        polls = 0;
        records = 0;
        keys.clear();
    }

    void addSend(int partition, long offset, long value, @Nullable String text) {
        if (sends == sendPartitions.length) {
            int length = sends * 2;
            sendPartitions = Arrays.copyOf(sendPartitions, length);
            sendOffsets = Arrays.copyOf(sendOffsets, length);
            sendValues = Arrays.copyOf(sendValues, length);
            sendTexts = Arrays.copyOf(sendTexts, length);
        }
        sendPartitions[sends] = partition;
        sendOffsets[sends] = offset;
        sendValues[sends] = value;
        sendTexts[sends++] = text;
    }

    void addRecord(int partition, long offset, long value, @Nullable String text) {
        if (records == recordPartitions.length) {
            int length = records * 2;
            recordPartitions = Arrays.copyOf(recordPartitions, length);
            recordOffsets = Arrays.copyOf(recordOffsets, length);
            recordValues = Arrays.copyOf(recordValues, length);
            recordTexts = Arrays.copyOf(recordTexts, length);
        }
        recordPartitions[records] = partition;
        recordOffsets[records] = offset;
        recordValues[records] = value;
        recordTexts[records++] = text;
    }
}
