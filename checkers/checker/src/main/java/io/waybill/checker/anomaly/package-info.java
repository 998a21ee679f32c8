/**
 * The anomalies: a record each, with its definition, its source, the smallest history that shows it, and its evidence.
 *
 * <p>Their words. A <em>run</em> is what one consumer read of one partition without interruption; an assignment (of any
 * partitions to that consumer), a revocation of the partition, a position from which it starts or to which it seeks, an
 * indeterminate poll, and its end interrupt it. An interruption at the very moment at which a poll returned may have
 * come before or behind what the poll handed out, so it counts as both. A run <em>passed</em> the offsets between two
 * records that it was handed one after the other, those between the position from which it started and its first
 * record, and those up to the log's end that it reached; where the start is not known, nothing before the first record.
 * An offset is <em>covered</em> in a scope where one of its consumers passed it or was handed a record there. A scope
 * <em>reads</em> the partitions that one of its consumers was assigned, stood in, or was handed something from. The
 * deliveries of a consumer from a partition are in the order in which it was handed them, and the sends of a session to
 * a partition were invoked in the order of their sequences: that is the format's contract, not a finding.
 */
@NullMarked
package io.waybill.checker.anomaly;

import org.jspecify.annotations.NullMarked;
