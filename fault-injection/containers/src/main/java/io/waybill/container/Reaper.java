package io.waybill.container;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import org.testcontainers.utility.ResourceReaper;

/**
 * Testcontainers' own clean-up: a container of an image of its own, that has to be pulled and must be privileged,
 * unless the environment variable {@code TESTCONTAINERS_RYUK_DISABLED} is set. We clean up by our own marks and need
 * neither, and whoever runs a plan should not have to set a variable for that.
 */
final class Reaper {

    private static final String VARIABLE = "TESTCONTAINERS_RYUK_DISABLED";

    private Reaper() {}

    /** Lets Testcontainers do what it does where the variable is set: clean up when the process ends. */
    static void endWithThisProcess() {
        try {
            Field instance = ResourceReaper.class.getDeclaredField("instance");
            instance.setAccessible(true);
            if (instance.get(null) == null) {
                Constructor<?> constructor = Class.forName("org.testcontainers.utility.JVMHookResourceReaper")
                        .getDeclaredConstructor();
                constructor.setAccessible(true);
                instance.set(null, constructor.newInstance());
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (!Boolean.parseBoolean(System.getenv(VARIABLE))) {
                throw new EngineUnavailableException(
                        "this version of Testcontainers cleans up with a container of its own: set " + VARIABLE
                                + "=true",
                        e);
            }
        }
    }
}
