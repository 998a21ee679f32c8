/**
 * Disks of nodes' own, as file systems in files, which can lose power and fill up.
 *
 * <p>Two rules of the room: nothing is unmounted that is not mounted from a file in a directory of ours; and nobody
 * removes a directory before {@link io.waybill.environment.disk.Disks#release} has let go of what is mounted in it.
 */
@NullMarked
package io.waybill.environment.disk;

import org.jspecify.annotations.NullMarked;
