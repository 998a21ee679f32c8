package io.waybill.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
 * @param flaws the ids of the flaws to plant, of those that the system has
 * @param progress is told, in one line each, what takes long
 */
public record Stage(
        Path logs,
        Path scratch,
        Path cache,
        Duration deadline,
        boolean keepData,
        List<String> flaws,
        Consumer<String> progress) {

    public Stage {
        flaws = List.copyOf(flaws);
    }

    /** Makes a stage that waits a minute for the cluster, plants nothing and removes its data. */
    public Stage(Path logs, Path scratch, Path cache, Consumer<String> progress) {
        this(logs, scratch, cache, Duration.ofMinutes(1), false, List.of(), progress);
    }
}
