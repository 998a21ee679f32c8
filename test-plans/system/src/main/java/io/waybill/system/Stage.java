package io.waybill.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Where a cluster is put up.
 *
 * @param logs an existing directory for the nodes' logs, which stay when the cluster is gone
 * @param scratch a directory of this user's for data that goes with the cluster; the same for every run, because what a
 *     killed run left there is swept by the next; made where missing
 * @param cache a directory of this user's for what is fetched once and kept; made where missing
 * @param deadline how long the start may take, what is done once on first use not counted
 * @param keepData whether the nodes' data stays when the cluster is gone
 * @param progress is told, in one line each, what takes long
 */
public record Stage(
        Path logs, Path scratch, Path cache, Duration deadline, boolean keepData, Consumer<String> progress) {

    /** Makes a stage that waits a minute for the cluster and removes its data. */
    public Stage(Path logs, Path scratch, Path cache, Consumer<String> progress) {
        this(logs, scratch, cache, Duration.ofMinutes(1), false, progress);
    }
}
