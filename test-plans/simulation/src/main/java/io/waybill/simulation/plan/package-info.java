/** A plan's configuration as a cluster in the simulated world: what it is made of, and what of it cannot be done. */
@NullMarked
package io.waybill.simulation.plan;

import org.jspecify.annotations.NullMarked;
