package io.waybill.image;

import java.time.Duration;

/**
 * An image that an engine has.
 *
 * @param name with its tag, for {@code docker run}
 * @param id the engine's name for its content
 * @param sizeBytes what it takes unpacked, all layers
 * @param isNew whether it was built or fetched now, and not found
 * @param took how long that, or finding it, took
 */
public record ImageRef(String name, String id, long sizeBytes, boolean isNew, Duration took) {}
