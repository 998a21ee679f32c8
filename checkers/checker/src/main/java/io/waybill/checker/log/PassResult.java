package io.waybill.checker.log;

import java.util.HashMap;
import java.util.Map;

/** What a pass leaves behind for the partition's verdict. */
final class PassResult {

    final Chain chain;

    /** How many acknowledged messages were delivered whose place no earlier chain of the scope had passed. */
    long delivered;

    /** How many acknowledged messages lie where this chain never was. Only counted where the scope has one chain. */
    long unseen;

    /** The acknowledged messages that this chain passed without being handed them, with what is known of them. */
    final Map<MessageKey, Entry> missing = new HashMap<>();

    /** What was delivered without having been acknowledged, by message: the place. Only kept beside other chains. */
    final Map<MessageKey, Long> unacknowledged = new HashMap<>();

    PassResult(Chain chain) {
        this.chain = chain;
    }
}
