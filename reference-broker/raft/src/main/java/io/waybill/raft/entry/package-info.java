/**
 * What a quorum keeps: entries of the log, who is a member, the term and the vote, snapshots; and the part of the log
 * that is held in memory.
 */
@NullMarked
package io.waybill.raft.entry;

import org.jspecify.annotations.NullMarked;
