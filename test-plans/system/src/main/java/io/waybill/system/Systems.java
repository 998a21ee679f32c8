package io.waybill.system;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The systems under test that are on the class path. */
public final class Systems {

    private Systems() {}

    /** Returns all of them, by name. */
    public static List<SystemUnderTest> all() {
        return ServiceLoader.load(SystemUnderTest.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(SystemUnderTest::name))
                .toList();
    }

    /**
     * Returns the one of that name.
     *
     * @throws IllegalArgumentException when there is none; the message names those that there are
     */
    public static SystemUnderTest named(String name) {
        List<SystemUnderTest> all = all();
        return all.stream()
                .filter(system -> system.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown system \"" + name + "\", expected one of "
                        + all.stream().map(SystemUnderTest::name).collect(Collectors.joining(", "))));
    }
}
