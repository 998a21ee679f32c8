package io.waybill.environment.local;

import java.nio.file.Path;

/** The Java that runs the tests. */
final class Java {

    private Java() {}

    static Path program() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }
}
