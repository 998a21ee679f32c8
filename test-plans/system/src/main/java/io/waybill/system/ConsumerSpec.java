package io.waybill.system;

import io.waybill.history.Event.Isolation;
import java.util.Map;

/**
 * A consumer that a plan asks for.
 *
 * @param name its name, as reports show it
 * @param config the client's own settings, verbatim; they win over the rest
 */
public record ConsumerSpec(String name, Isolation isolation, Map<String, String> config) {

    public ConsumerSpec {
        config = Map.copyOf(config);
    }
}
