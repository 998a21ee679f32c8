package io.waybill.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.compatibility.client.JavaClientChecks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Clients that others have written do with our brokers what they do with any. One cluster serves them all. */
final class CompatibilityIT {

    private static String bootstrap;
    private static JavaLibrary older;

    @BeforeAll
    static void start() throws Exception {
        bootstrap = System.getProperty("waybill.bootstrap");
        older = JavaLibrary.of(Path.of(
                System.getProperty("waybill.clients"),
                "java",
                "kafka-clients-" + System.getProperty("waybill.kafka-older") + ".jar"));
    }

    @AfterAll
    static void stop() throws Exception {
        older.close();
    }

    @TestFactory
    List<DynamicTest> the_newest_java_client() {
        var checks = new JavaClientChecks();
        assertThat(checks).hasToString(System.getProperty("waybill.kafka"));
        List<DynamicTest> tests = new ArrayList<>();
        checks.apply(bootstrap).forEach((name, check) -> tests.add(DynamicTest.dynamicTest(name, check::call)));
        return tests;
    }

    @TestFactory
    List<DynamicTest> a_java_client_of_the_line_before() throws Exception {
        var checks = older.checks();
        assertThat(checks).hasToString(System.getProperty("waybill.kafka-older"));
        List<DynamicTest> tests = new ArrayList<>();
        checks.apply(bootstrap)
                .forEach((name, check) -> tests.add(DynamicTest.dynamicTest(name, () -> older.inside(check))));
        return tests;
    }
}
