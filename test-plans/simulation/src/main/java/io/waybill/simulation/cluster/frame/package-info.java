/** What the nodes of a cluster and their clients say to each other, in a few words for a trace. */
@NullMarked
package io.waybill.simulation.cluster.frame;

import org.jspecify.annotations.NullMarked;
