package io.waybill.history.file;

/**
 * Where a history file breaks off: its writer was killed while it wrote.
 *
 * @param position the first byte that is not read
 * @param lostBytes how many bytes from there on are not read; 0 where the file merely was not closed
 */
public record Tear(long position, long lostBytes) {}
