/**
 * The log, the vote and the snapshots on a disk that forgets, tears and flips bits: what was acknowledged survives, and
 * what does not is noticed.
 */
@NullMarked
package io.waybill.raft.storage;

import org.jspecify.annotations.NullMarked;
