/**
 * What breaks, whom it hits and when: faults and their victims as data, schedules drawn from a seed, and the nemesis
 * that follows them.
 *
 * <p>Two rules of the room: what decides is pure and is driven by a time that it is told
 * ({@link io.waybill.fault.Storm}); what acts ({@link io.waybill.fault.Nemesis}) reaches the cluster through two small
 * interfaces alone, {@link io.waybill.fault.ClusterView} to aim and {@link io.waybill.fault.NodeFaults} to strike.
 */
@NullMarked
package io.waybill.fault;

import org.jspecify.annotations.NullMarked;
