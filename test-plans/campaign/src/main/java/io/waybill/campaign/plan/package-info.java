/**
 * Plans in the simulated world: one run that is kept as any other, many seeds on all cores, and a stored run repeated.
 */
@NullMarked
package io.waybill.campaign.plan;

import org.jspecify.annotations.NullMarked;
