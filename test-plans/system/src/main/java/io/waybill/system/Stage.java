package io.waybill.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Where a cluster is put up.
 *
 * @param logs an existing directory for the nodes' logs, which stay when the cluster is gone
 * @param places where what is fetched and what goes with the cluster is put
 * @param deadline how long the start may take, what is done once on first use not counted
 * @param keepData whether the nodes' data stays when the cluster is gone
 * @param progress is told, in one line each, what takes long
 */
public record Stage(Path logs, Places places, Duration deadline, boolean keepData, Consumer<String> progress) {

    /** Makes a stage at the usual places that removes the nodes' data. */
    public Stage(Path logs, Duration deadline, Consumer<String> progress) {
        this(logs, Places.ofThisUser(), deadline, false, progress);
    }
}
