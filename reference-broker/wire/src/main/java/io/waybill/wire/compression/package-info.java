/**
 * What producers compress the records of a batch with: the same codecs and settings as Kafka's own client, so that
 * anybody's batches can be opened and ours are opened by anybody.
 */
@NullMarked
package io.waybill.wire.compression;

import org.jspecify.annotations.NullMarked;
