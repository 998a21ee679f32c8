package io.waybill.runner;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a run took place with, apart from the system under test. */
final class Versions {

    private Versions() {}

    static Map<String, String> all() {
        Map<String, String> versions = new LinkedHashMap<>();
        String own = Versions.class.getPackage().getImplementationVersion();
        versions.put("version.waybill", own == null ? "unpackaged" : own);
        versions.put("version.java", Runtime.version().toString());
        versions.put("version.os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        versions.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return versions;
    }
}
