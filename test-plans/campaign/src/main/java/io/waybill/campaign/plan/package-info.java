/**
 * Plans in the simulated world: one run that is kept as any other, many seeds on all cores, a stored run repeated, and
 * the faults that a violation takes.
 */
@NullMarked
package io.waybill.campaign.plan;

import org.jspecify.annotations.NullMarked;
