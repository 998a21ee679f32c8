package io.waybill.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.compatibility.client.JavaClientChecks;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that others have written do with our brokers what they do with any. One cluster serves them all; where the
 * property {@code waybill.bootstrap} names another, Apache Kafka's for example, they are made to do the same with that.
 */
final class CompatibilityIT {

    private static final Path CLIENTS = Path.of(System.getProperty("waybill.clients"));

    private static final ExecutorService SCRIPTS = Executors.newFixedThreadPool(3);

    private static Brokers brokers;
    private static String bootstrap;
    private static Future<Command.Result> python;
    private static Future<Command.Result> node;
    private static Future<Command.Result> go;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        bootstrap = System.getProperty("waybill.bootstrap");
        if (bootstrap == null) {
            brokers = Brokers.start(folder);
            bootstrap = brokers.bootstrap();
        }
        // They wait for registries and for brokers most of the time, and may do so while the Java clients are at work.
        python = SCRIPTS.submit(CompatibilityIT::runPython);
        node = SCRIPTS.submit(CompatibilityIT::runNode);
        go = SCRIPTS.submit(CompatibilityIT::runGo);
    }

    @AfterAll
    static void stop() throws Exception {
        SCRIPTS.shutdown();
        assertThat(SCRIPTS.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
        if (brokers != null) {
            brokers.close();
        }
    }

    @AfterEach
    void no_broker_has_crashed() {
        assertThat(brokers == null ? Stream.of() : brokers.crashes().stream()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> the_newest_java_client() {
        var checks = new JavaClientChecks();
        assertThat(checks).hasToString(System.getProperty("waybill.kafka"));
        return tests(checks.apply(bootstrap), Callable::call);
    }

    @TestFactory
    Stream<DynamicTest> a_java_client_of_the_line_before() throws Exception {
        String version = System.getProperty("waybill.kafka-older");
        var library = JavaLibrary.of(CLIENTS.resolve("java").resolve("kafka-clients-" + version + ".jar"));
        var checks = library.checks();
        assertThat(checks).hasToString(version);
        return tests(checks.apply(bootstrap), library::inside).onClose(library::close);
    }

    @TestFactory
    Stream<DynamicTest> kcat() throws Exception {
        assumeTrue(Command.of("kcat", "-V").isThere(), "skipped: there is no kcat on the path");
        return tests(new KcatChecks(bootstrap).all(), Callable::call);
    }

    @TestFactory
    Stream<DynamicTest> librdkafka_by_its_python_binding() throws Exception {
        return told(python);
    }

    private static Command.Result runPython() throws Exception {
        String interpreter = new Toolboxes(CLIENTS).python().toString();
        return Command.of(interpreter, script("confluent.py"), bootstrap).run();
    }

    @TestFactory
    Stream<DynamicTest> kafkajs() throws Exception {
        return told(node);
    }

    private static Command.Result runNode() throws Exception {
        String modules = new Toolboxes(CLIENTS).nodeModules().toString();
        return Command.of("node", script("kafkajs.js"), bootstrap)
                .with("NODE_PATH", modules)
                .run();
    }

    @TestFactory
    Stream<DynamicTest> franz_go() throws Exception {
        return told(go);
    }

    private static Command.Result runGo() throws Exception {
        var program = new Toolboxes(CLIENTS).franz(Path.of(script("franz")));
        return Command.of(program.toString(), bootstrap).run();
    }

    private static String script(String name) throws Exception {
        return Path.of(CompatibilityIT.class.getResource("/clients/" + name).toURI())
                .toString();
    }

    /** Returns a test for each line in which a script tells how a check went. */
    private static Stream<DynamicTest> told(Future<Command.Result> script) throws Exception {
        var result = endOf(script);
        assertThat(result.out().lines()).as(result.err()).contains("done");
        return result.out()
                .lines()
                .filter(line -> line.matches("(ok|failed) .*"))
                .map(line -> {
                    String name = line.replaceAll("^(ok|failed) |:.*", "");
                    return DynamicTest.dynamicTest(name, () -> assertThat(line).startsWith("ok "));
                });
    }

    /** Waits for a script; where it could not be run, says so as if it had been run here. */
    private static Command.Result endOf(Future<Command.Result> script) throws Exception {
        try {
            return script.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static Stream<DynamicTest> tests(Map<String, Callable<Void>> checks, Runner runner) {
        return checks.entrySet().stream()
                .map(check -> DynamicTest.dynamicTest(check.getKey(), () -> {
                    try {
                        runner.run(check.getValue());
                    } catch (Exception | AssertionError e) {
                        // Reports know dynamic tests by their numbers only.
                        throw new AssertionError(check.getKey() + ": " + e.getMessage(), e);
                    }
                }));
    }

    private interface Runner {
        void run(Callable<Void> check) throws Exception;
    }
}
