package io.waybill.log.exchange;

/**
 * What to read.
 *
 * @param offset of the first record that is wanted
 * @param maxBytes what the answer may have
 * @param endOffset where to end: the high watermark, the last stable offset, or the log end offset; a batch that goes
 *     beyond is not given
 * @param atLeastOne whether the first batch is given even where it is larger than {@code maxBytes}
 */
public record ReadRequest(long offset, int maxBytes, long endOffset, boolean atLeastOne) {}
