/**
 * One run of a quorum in a simulated world, from a seed to a verdict: what the seed draws, the storm, the recovery on a
 * healed core, the drain, and what invariants and clients say of it.
 *
 * <p>A run is one thread and no clock; whoever wants many runs at once gives each to a thread of its own.
 */
@NullMarked
package io.waybill.simulation;

import org.jspecify.annotations.NullMarked;
