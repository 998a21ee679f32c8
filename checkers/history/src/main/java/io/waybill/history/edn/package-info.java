/**
 * Histories of Jepsen's Kafka workload: reads and writes its operation maps.
 *
 * <p>A scanner finds the few keys that matter in each map and skips the rest; it builds no trees.
 */
@NullMarked
package io.waybill.history.edn;

import org.jspecify.annotations.NullMarked;
