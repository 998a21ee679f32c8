package io.waybill.image;

import java.util.List;
import java.util.Optional;

/**
 * What an image runs.
 *
 * @param name such as {@code waybill/broker}; the inputs decide the tag
 * @param mainClass what Java starts
 * @param flags of the JVM
 * @param jars its class path, in this order
 * @param modules the modules of Java that it needs
 * @param arguments what it gets where whoever starts a container gives nothing else
 * @param ports what it listens on, for those who look at the image
 * @param training how it is run once, for the archive of its classes; empty for a program without one
 */
public record ImageRecipe(
        String name,
        String mainClass,
        List<String> flags,
        List<Jar> jars,
        List<String> modules,
        List<String> arguments,
        List<Integer> ports,
        Optional<Training> training) {

    /** Where a program of ours keeps what it writes; belongs to the user that it runs as. */
    public static final String DATA = "/var/lib/waybill";

    /** The user that it runs as, and his group: nobody's number on a usual system. */
    public static final int USER_ID = 10_001;

    /** Where whoever starts a container puts its configuration. */
    public static final String CONFIGURATION = "/etc/waybill";

    public ImageRecipe {
        flags = List.copyOf(flags);
        jars = List.copyOf(jars);
        modules = List.copyOf(modules);
        arguments = List.copyOf(arguments);
        ports = List.copyOf(ports);
    }
}
