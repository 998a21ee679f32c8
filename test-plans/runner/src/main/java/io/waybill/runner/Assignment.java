package io.waybill.runner;

import io.waybill.plan.Configuration;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be carried out and recorded.
 *
 * @param start the run that it belongs to
 * @param history the file that its history goes to
 * @param settings what the history is to say of itself, in this order
 * @param alarm wakes the thread that carries it out
 */
public record Assignment(
        RunStart start, Configuration configuration, Path history, Map<String, String> settings, Alarm alarm) {

    public Assignment {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
