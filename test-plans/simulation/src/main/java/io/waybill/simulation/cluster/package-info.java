/**
 * One run of a whole broker cluster and its clients in a simulated world: what it is made of, the storm, the recovery,
 * the drain, and what invariants and clients say of it.
 */
@NullMarked
package io.waybill.simulation.cluster;

import org.jspecify.annotations.NullMarked;
