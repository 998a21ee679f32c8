/** What was seen: the vocabulary in which every operation, delivery, fault and broker fact of a run is recorded. */
package io.waybill.history;
