package io.waybill.runfile;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run says of itself from its beginning: enough to find it, to name it and to run it again.
 *
 * @param id its name: {@code r-2f9c41}
 * @param plan the plan's name
 * @param profile the size in which the plan was run
 * @param seed as {@code 0x…}
 * @param createdAt when it began
 * @param product the version of the Waybill that made it
 * @param environment the word for where it took place: {@code local}, {@code simulated}
 * @param system the system under test with its version
 * @param planted the flaws that were planted in the system on purpose, each with what is wrong
 * @param machine what it took place on, as names and values
 */
public record Manifest(
        String id,
        String plan,
        String profile,
        String seed,
        Instant createdAt,
        String product,
        String environment,
        String system,
        SortedMap<String, String> planted,
        SortedMap<String, String> machine) {

    /** The version of the format that this Waybill writes, and the newest that it reads. */
    public static final int FORMAT = 1;

    /** The schema's name. */
    public static final String SCHEMA = "urn:waybill:schema:run:1";

    public Manifest {
        planted = Collections.unmodifiableSortedMap(new TreeMap<>(planted));
        machine = Collections.unmodifiableSortedMap(new TreeMap<>(machine));
    }

    /** Returns what this machine is, as far as it can matter to a run. */
    public static SortedMap<String, String> thisMachine() {
        return new TreeMap<>(Map.of(
                "os", System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "arch", System.getProperty("os.arch"),
                "processors", String.valueOf(Runtime.getRuntime().availableProcessors()),
                "heapMiB", String.valueOf(Runtime.getRuntime().maxMemory() >> 20),
                "java", Runtime.version().toString()));
    }

    /** Returns this manifest as it is written. */
    public String json() {
        return ManifestJson.of(this);
    }
}
