package io.waybill.system;

import java.nio.file.Path;

/**
 * Where a system under test puts its files. Both directories are made where missing.
 *
 * @param cache for what is fetched once and kept
 * @param scratch for data that goes with its cluster; the same for every run of a user, because what a killed run left
 *     there is swept by the next
 */
public record Places(Path cache, Path scratch) {

    /**
     * Returns the places of the user who runs this: {@code ~/.cache/waybill}, and {@code run} in it. Not the system's
     * directory for temporary files: it is everybody's, and a name there can be taken by somebody else.
     */
    public static Places ofThisUser() {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "waybill");
        return new Places(cache, cache.resolve("run"));
    }
}
