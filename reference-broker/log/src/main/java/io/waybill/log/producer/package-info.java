/**
 * What a log knows of those who wrote to it: the last batches of each producer, by which duplicates and gaps are told,
 * and the transactions that are open or were aborted. KIP-98, KIP-360 and KIP-854 have the reasons.
 */
@NullMarked
package io.waybill.log.producer;

import org.jspecify.annotations.NullMarked;
