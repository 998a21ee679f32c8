package io.waybill.runfile;

/**
 * What a zip's directory says of one of its files.
 *
 * @param stored whether it lies there as it is, else deflated
 * @param crc of the whole content
 * @param packedBytes how long it is in the zip
 * @param bytes how long it is
 * @param headPosition where its head begins, behind which it lies
 */
record ZipPart(String name, boolean stored, int crc, long packedBytes, long bytes, long headPosition) {}
