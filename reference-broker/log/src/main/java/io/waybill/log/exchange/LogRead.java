package io.waybill.log.exchange;

import java.nio.ByteBuffer;

/**
 * Whole batches, as they stand in the log, each of which matches its checksum.
 *
 * @param firstOffset of the first record in it, which may be below the offset asked for; the offset asked for where
 *     nothing was there
 * @param nextOffset where to read on
 * @param batches from position to limit; empty where nothing was there
 */
public record LogRead(long firstOffset, long nextOffset, ByteBuffer batches) {}
