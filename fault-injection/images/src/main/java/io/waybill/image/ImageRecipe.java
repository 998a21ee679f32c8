package io.waybill.image;

import java.nio.file.Path;
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
 * @param libraries files of this machine that go to {@link #LIBRARIES} by their names, where the base is of this
 *     machine too: what a program may be started with
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
        List<Path> libraries,
        List<String> arguments,
        List<Integer> ports,
        Optional<Training> training) {

    /** Where a program of ours keeps what it writes; belongs to the user that it runs as. */
    public static final String DATA = "/var/lib/waybill";

    /** The user that it runs as, and his group: nobody's number on a usual system. */
    public static final int USER_ID = 10_001;

    /** Where whoever starts a container puts its configuration. */
    public static final String CONFIGURATION = "/etc/waybill";

    /** Where libraries are that a program may be started with. */
    public static final String LIBRARIES = "/opt/libraries";

    public ImageRecipe {
        flags = List.copyOf(flags);
        jars = List.copyOf(jars);
        modules = List.copyOf(modules);
        libraries = List.copyOf(libraries);
        arguments = List.copyOf(arguments);
        ports = List.copyOf(ports);
    }
}
