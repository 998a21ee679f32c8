package io.waybill.toxiproxy.toxic;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The toxics that there are, by Toxiproxy's words, each with its attributes in the order in which they are shown. */
public enum ToxicType {
    /** Everything comes later. */
    LATENCY("latency", List.of("latency", "jitter")),
    /** So many bytes a second pass; with 0 nothing does, and nothing is lost. */
    BANDWIDTH("bandwidth", List.of("rate")),
    /** The end comes later. */
    SLOW_CLOSE("slow_close", List.of("delay")),
    /** Everything is thrown away, and the connection ends when it was silent for so long; with 0 it does not. */
    TIMEOUT("timeout", List.of("timeout")),
    /** The connection is broken off some time after data came. */
    RESET_PEER("reset_peer", List.of("timeout")),
    /** Data comes in pieces. */
    SLICER("slicer", List.of("average_size", "size_variation", "delay")),
    /** The connection ends when so many bytes have passed. */
    LIMIT_DATA("limit_data", List.of("bytes")),
    /** Nothing happens. */
    NOOP("noop", List.of());

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // The list is one of List.of.
    private final List<String> attributes;

    ToxicType(String word, List<String> attributes) {
        this.word = word;
        this.attributes = attributes;
    }

    /** Returns the word of Toxiproxy's API. */
    public String word() {
        return word;
    }

    /** Returns the names of its attributes, all of them whole numbers that are 0 unless said otherwise. */
    public List<String> attributes() {
        return attributes;
    }

    /** Returns the type of a word, or empty where there is none. */
    public static Optional<ToxicType> of(String word) {
        for (ToxicType type : values()) {
            if (type.word.equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Returns the attributes of a toxic that says nothing of them. */
    NavigableMap<String, Long> defaults() {
        NavigableMap<String, Long> defaults = new TreeMap<>();
        attributes.forEach(name -> defaults.put(name, 0L));
        return defaults;
    }
}
