/**
 * How fast the simulated world is: alone with nodes that do next to nothing, and with a quorum whose every message is
 * encoded, every record checksummed, every invariant checked and every history judged.
 */
@NullMarked
package io.waybill.campaign.benchmark;

import org.jspecify.annotations.NullMarked;
