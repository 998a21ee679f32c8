package io.waybill.container;

import java.util.Map;
import java.util.Optional;

/**
 * Whether this machine has a container engine, for tests that need one: without it they are skipped, unless
 * {@code WAYBILL_REQUIRE_CONTAINERS=true} (in the environment, or as the system property
 * {@code waybill.require.containers}), which makes a missing engine a failure. Asked once in a process.
 *
 * <pre>{@code
 * @EnabledIf("io.waybill.container.EngineProbe#answers")
 * }</pre>
 */
public final class EngineProbe {

    /** The environment variable by which whoever runs the tests forbids that they are skipped. */
    public static final String VARIABLE = "WAYBILL_REQUIRE_CONTAINERS";

    /** The same as a system property. */
    public static final String PROPERTY = "waybill.require.containers";

    private EngineProbe() {}

    /**
     * Returns whether an engine answers.
     *
     * @throws EngineUnavailableException when none does and tests must not be skipped
     */
    public static boolean answers() {
        Optional<String> problem = Asked.PROBLEM;
        if (problem.isPresent() && isRequired(System.getenv(), System.getProperty(PROPERTY, ""))) {
            throw new EngineUnavailableException("containers are required (" + VARIABLE + "), but " + problem.get());
        }
        return problem.isEmpty();
    }

    /** Returns why no engine can be used; empty where one answers. */
    public static Optional<String> problem() {
        return Asked.PROBLEM;
    }

    static boolean isRequired(Map<String, String> environment, String property) {
        return Boolean.parseBoolean(environment.getOrDefault(VARIABLE, "")) || Boolean.parseBoolean(property);
    }

    /** Loaded, and so asked, when the first one wants to know. */
    private static final class Asked {
        static final Optional<String> PROBLEM = ask();

        private static Optional<String> ask() {
            try {
                Engine.connect();
                return Optional.empty();
            } catch (EngineUnavailableException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
    }
}
