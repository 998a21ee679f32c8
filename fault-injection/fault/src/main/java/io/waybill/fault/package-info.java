/**
 * What breaks, whom it hits and when: faults, their victims and the shapes of partitions as data, schedules and swarms
 * drawn from a seed, and the nemesis that follows them.
 *
 * <p>Two rules of the room: what decides is pure and is driven by a time that it is told
 * ({@link io.waybill.fault.Storm}); what acts ({@link io.waybill.fault.SteppedNemesis}, and
 * {@link io.waybill.fault.Nemesis} around it where time passes by itself) reaches the cluster through small interfaces
 * alone: {@link io.waybill.fault.ClusterView} to aim and {@link io.waybill.fault.FaultPorts} to strike.
 */
@NullMarked
package io.waybill.fault;

import org.jspecify.annotations.NullMarked;
