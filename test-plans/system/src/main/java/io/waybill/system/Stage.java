package io.waybill.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a cluster is put up.
 *
 * @param run the name of the run, which stands in the name of whatever it has where others can see it
 * @param logs an existing directory for the nodes' logs, which stay when the cluster is gone
 * @param scratch a directory of this user's for data that goes with the cluster; the same for every run, because what a
 *     killed run left there is swept by the next; made where missing
 * @param cache a directory of this user's for what is fetched once and kept; made where missing
 * @param deadline how long the start may take, what is done once on first use not counted
 * @param wishes what the run needs of the cluster
 * @param progress is told, in one line each, what takes long
 */
public record Stage(
        String run, Path logs, Path scratch, Path cache, Duration deadline, Wishes wishes, Consumer<String> progress) {

    /**
     * What a run needs of a cluster, beside its specification.
     *
     * @param flaws the ids of the flaws to plant, of those that the system has
     * @param links whether links must be in the hands of its faults; a cluster without proxies is the faster one
     * @param disks whether each node must have a disk of its own, which can lose power and fill up; the usual file
     *     system is the faster one
     * @param clocks whether each node must have a clock of its own, which can be wrong; that of the machine is the
     *     faster one
     * @param library what its clients will be made of: who shares links with whom depends on it
     */
    public record Wishes(List<String> flaws, boolean links, boolean disks, boolean clocks, ClientLibrary library) {

        /** A cluster as it is, its links, disks and clocks in nobody's hands. */
        public static final Wishes NONE = new Wishes(List.of(), false, false, false, ClientLibrary.USUAL);

        public Wishes {
            flaws = List.copyOf(flaws);
        }
    }
}
