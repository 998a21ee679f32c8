package io.waybill.image;

import java.nio.file.Path;

/**
 * An image in a file.
 *
 * @param name with its tag
 * @param id the digest of its configuration, which names its content
 * @param tar what {@code docker load} takes
 * @param sizeBytes of that file
 */
public record BuiltImage(String name, String id, Path tar, long sizeBytes) {}
