package io.waybill.server.loop;

import io.waybill.environment.Disk;
import java.util.concurrent.Executor;

/** The one disk of a node, as each of its loops needs it. */
@FunctionalInterface
public interface Disks {

    /** No disk, for nodes that keep nothing, as clients. To use it is an error. */
    Disks NONE = loop -> new NoDisk();

    /**
     * Returns the disk for a loop. Called on the thread that begins the life, once for each loop.
     *
     * @param loop where everything that the disk tells must run; may be used by any thread, and forgets what it is
     *     given once the life has ended
     */
    Disk on(Executor loop);
}
