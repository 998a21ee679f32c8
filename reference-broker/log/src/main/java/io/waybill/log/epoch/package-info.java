/** Which leader wrote which part of a log, and where two logs part, as KIP-101, KIP-279 and KIP-595 have it. */
@NullMarked
package io.waybill.log.epoch;

import org.jspecify.annotations.NullMarked;
