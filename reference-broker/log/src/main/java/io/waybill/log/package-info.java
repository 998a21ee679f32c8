/**
 * One partition's log: batches that are appended, flushed, read, truncated, deleted, and found again after a crash.
 * {@link io.waybill.log.PartitionLog} is the door.
 *
 * <ul>
 *   <li>It asks the world for a disk and nothing else; the time is a parameter. Everything runs on one thread.
 *   <li>What a disk failed to do is never guessed at: the log takes nothing more, acknowledges nothing more, and says
 *       so.
 * </ul>
 */
@NullMarked
package io.waybill.log;

import org.jspecify.annotations.NullMarked;
