/**
 * What was seen: the vocabulary in which every operation, delivery, fault and broker fact of a run is recorded.
 *
 * <p>Two forms of the same facts: {@link io.waybill.history.Event} records, one object each, for everything that reads
 * few of them; and columns ({@link io.waybill.history.SendColumns}, {@link io.waybill.history.DeliveryColumns}) for the
 * two kinds that come by the hundred million.
 */
@NullMarked
package io.waybill.history;

import org.jspecify.annotations.NullMarked;
