package io.waybill.simulator.settings;

/**
 * What disks are like.
 *
 * @param write how long an append or a truncation takes
 * @param read how long a read takes
 * @param sync how long a sync takes, of a file or of the folder
 * @param folder how long it takes to list, open, rename or delete
 */
public record DiskSettings(Latency write, Latency read, Latency sync, Latency folder) {}
