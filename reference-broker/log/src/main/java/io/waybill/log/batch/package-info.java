/**
 * Kafka's record batches, format 2, as they stand in segments and in requests: what the bytes say, whether they can be
 * true, and how to write them. Knows nothing of logs.
 */
@NullMarked
package io.waybill.log.batch;

import org.jspecify.annotations.NullMarked;
