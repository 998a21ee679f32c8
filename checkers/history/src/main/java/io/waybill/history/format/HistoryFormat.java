package io.waybill.history.format;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A way in which a history can be kept in a file. */
public enum HistoryFormat {
    /** Our own: checksummed column blocks, see {@link io.waybill.history.file}. */
    WAYBILL("waybill"),
    /** JSON Lines, one event a line; {@code docs/history-jsonl.md} describes it. */
    JSONL("jsonl"),
    /** Operation maps as Jepsen's Kafka workload writes them. */
    JEPSEN_EDN("jepsen-edn");

    private final String word;

    HistoryFormat(String word) {
        this.word = word;
    }

    /** Returns the name that the command line knows it by. */
    public String word() {
        return word;
    }

    /** Returns the format that the command line knows by {@code word}, or empty where there is none. */
    public static Optional<HistoryFormat> named(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word))
                .findFirst();
    }

    /** Returns the names that the command line knows, in order. */
    public static List<String> words() {
        return Arrays.stream(values()).map(HistoryFormat::word).toList();
    }
}
