package io.waybill.checker.log;

import java.util.HashMap;
import java.util.Map;

/** What a pass leaves behind for the partition's verdict. */
final class PassResult {

    final Chain chain;

    /** How many acknowledged messages were delivered whose place no earlier chain of the scope had passed. */
    long delivered;

    /** Of those, how many nobody could have asked for: see {@link SendBlocks#excusable}. */
    long deliveredExcusable;

    /** How many acknowledged messages lie where this chain never was. Only means something beside no other chain. */
    long unseen;

    /** How many acknowledged messages this chain passed without being handed them, but for excusable ones. */
    long missed;

    /** The acknowledged messages that this chain passed without being handed them, with what is known of them. */
    final Map<MessageKey, Entry> missing = new HashMap<>();

    /**
     * By place, what was delivered elsewhere than where it was acknowledged, or without an acknowledgement. Only kept
     * beside other chains, which must have been handed the same there.
     */
    final Map<Long, MessageKey> unusual = new HashMap<>();

    /**
     * By the place where it was acknowledged, what this chain was handed elsewhere. Only kept beside other chains: one
     * of them may have been handed it there, where a reading of this chain came by.
     */
    final Map<Long, MessageKey> avoided = new HashMap<>();

    PassResult(Chain chain) {
        this.chain = chain;
    }
}
