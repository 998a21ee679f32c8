package io.waybill.fault;

import java.time.Duration;

/** What happens to a node's disk. */
public sealed interface DiskFault {

    /** Syncs fail, and what they should have made durable is lost at the next power cut. */
    record SyncFails() implements DiskFault {}

    /** Nothing more can be appended or created. */
    record Full() implements DiskFault {}

    /** Every operation takes so much longer. */
    record Slow(Duration extra) implements DiskFault {}

    /** No operation completes until the fault ends. */
    record Stall() implements DiskFault {}

    /** One bit of what is durable flips, once, at the start. */
    record BitFlip() implements DiskFault {}

    /** The next append of each file lands elsewhere in it and leaves its own place as it was. Once. */
    record MisdirectedWrite() implements DiskFault {}

    /** One file loses bytes at its end that were durable, once, at the start. */
    record TruncatedFile() implements DiskFault {}

    /** Directory syncs claim success and do nothing: a power cut undoes creations, renamings and deletions. */
    record StaleDirectory() implements DiskFault {}

    /** Returns whether it can take away or alter what a correct node had made durable. */
    default boolean harmsDurableData() {
        return this instanceof BitFlip
                || this instanceof MisdirectedWrite
                || this instanceof TruncatedFile
                || this instanceof StaleDirectory;
    }
}
