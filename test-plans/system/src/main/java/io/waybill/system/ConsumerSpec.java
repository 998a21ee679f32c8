package io.waybill.system;

import io.waybill.history.Event.Isolation;
import java.util.Map;

/**
 * A consumer that a plan asks for.
 *
 * @param name its name, as reports show it
 * @param config the client's own settings, verbatim; they win over the rest
 * @param library what it is made of
 */
public record ConsumerSpec(String name, Isolation isolation, Map<String, String> config, ClientLibrary library) {

    /** Makes one of the library that is usual for the system. */
    public ConsumerSpec(String name, Isolation isolation, Map<String, String> config) {
        this(name, isolation, config, ClientLibrary.USUAL);
    }

    public ConsumerSpec {
        config = Map.copyOf(config);
    }
}
