package io.waybill.client.admin;

import org.jspecify.annotations.Nullable;

/**
 * One configuration as it is.
 *
 * @param name its name
 * @param value what it is; null where there is none or it is secret
 * @param source where the value comes from, in the protocol's numbers: 1 topic, 2 one broker, 3 all brokers, 4 a
 *     broker's file, 5 default
 */
public record ConfigEntry(String name, @Nullable String value, int source) {

    private static final int DEFAULT = 5;

    /** Returns whether nobody has set it. */
    public boolean isDefault() {
        return source == DEFAULT;
    }
}
