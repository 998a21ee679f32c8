/** The harness' eyes on a cluster: what each node knows and each replica has, without asking anybody. */
@NullMarked
package io.waybill.simulation.cluster.sight;

import org.jspecify.annotations.NullMarked;
