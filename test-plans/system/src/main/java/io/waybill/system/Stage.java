package io.waybill.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Where a cluster is put up.
 *
 * @param logs an existing directory for the nodes' logs, which stay when the cluster is gone
 * @param deadline how long the start may take, the first download not counted
 * @param progress is told, in one line each, what takes long
 */
public record Stage(Path logs, Duration deadline, Consumer<String> progress) {}
