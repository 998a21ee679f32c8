/**
 * What the loops of one broker do together: each owns some of its partitions, and a request that concerns several is
 * divided by owner, answered in parts and put together again.
 */
@NullMarked
package io.waybill.broker.loops;

import org.jspecify.annotations.NullMarked;
