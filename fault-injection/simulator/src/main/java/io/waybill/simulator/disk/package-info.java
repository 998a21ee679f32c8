/**
 * Disks: what was written, what of it would survive the loss of power, and what breaks them.
 *
 * <p>{@link io.waybill.simulator.disk.StoredFile} and {@link io.waybill.simulator.disk.Folder} know bytes and names and
 * no time; {@link io.waybill.simulator.disk.Device} says when an operation is done.
 */
@NullMarked
package io.waybill.simulator.disk;

import org.jspecify.annotations.NullMarked;
