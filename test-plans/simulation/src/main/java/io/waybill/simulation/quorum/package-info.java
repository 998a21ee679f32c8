/**
 * One run of a quorum and its clients: what a seed draws, the storm, the recovery on a healed core, the drain, and what
 * invariants and clients say of it.
 */
@NullMarked
package io.waybill.simulation.quorum;

import org.jspecify.annotations.NullMarked;
