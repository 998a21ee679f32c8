package io.waybill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule fails on a project that breaks it, and says where; and a project that keeps them all passes. */
final class ArchitectureRulesTest {
    private static final String HISTORY = "checkers/history";
    private static final String CHECKER = "checkers/checker";
    private static final String ENVIRONMENT = "reference-broker/environment";
    private static final String SERVER = "reference-broker/server";
    private static final String DETERMINISTIC =
            "<project><waybill.determinism>required</waybill.determinism></project>";

    private final PlantedProject project;

    ArchitectureRulesTest(@TempDir Path folder) {
        project = new PlantedProject(folder)
                .withClass(HISTORY, "io.waybill.history.Event", "")
                .withClass(CHECKER, "io.waybill.checker.Verdict", "io.waybill.history.Event evidence;")
                .withClass(ENVIRONMENT, "io.waybill.environment.Clock", "static final int ZERO = 0;")
                .withClass("fault-injection/simulator", "io.waybill.world.World", "io.waybill.environment.Clock clock;")
                .with(ENVIRONMENT + "/pom.xml", DETERMINISTIC)
                .withClass("fault-injection/fault", "io.waybill.fault.Fault", "io.waybill.history.Event start;")
                .withClass("reports", "io.waybill.report.Text", "io.waybill.checker.Verdict verdict;")
                .withClass("test-plans/runner", "io.waybill.runner.Runner", "io.waybill.fault.Fault fault;")
                .withClass(
                        "test-plans/systems/kafka-client", "io.waybill.kafka.Kafka", "org.apache.kafka.Client client;")
                .withClass("reference-broker/wire", "org.apache.kafka.Client", "")
                .withClass("reference-broker/wire", "io.waybill.wire.Frames", "org.apache.kafka.Client client;")
                .withClass(
                        "test-plans/cli",
                        "io.waybill.cli.Main",
                        "void end() { System.out.println(); System.exit(0); }");
    }

    @Test
    void a_project_that_keeps_the_rules_passes() {
        var built = project.build();

        var rules = new ArchitectureRules(built).all();

        assertThat(rules).allSatisfy(rule -> rule.check(built.classes()));
    }

    @Test
    void history_must_not_see_the_checker() {
        project.withClass(HISTORY, "io.waybill.history.Bad", "io.waybill.checker.Verdict verdict;");

        assertBroken(ArchitectureRules::history_depends_on_nothing_of_ours);
    }

    @Test
    void the_checker_must_not_see_a_sibling() {
        project.withClass("checkers/benchmark", "io.waybill.benchmark.Bench", "")
                .withClass(CHECKER, "io.waybill.checker.Bad", "io.waybill.benchmark.Bench bench;");

        assertBroken(ArchitectureRules::checker_depends_on_history_alone);
    }

    @Test
    void checkers_must_not_see_faults() {
        project.withClass("checkers/benchmark", "io.waybill.benchmark.Bad", "io.waybill.fault.Fault fault;");

        assertBroken(ArchitectureRules::checkers_depend_on_no_other_folder);
    }

    @Test
    void fault_injection_must_not_see_the_checker() {
        project.withClass("fault-injection/fault", "io.waybill.fault.Bad", "io.waybill.checker.Verdict[] verdicts;");

        assertBroken(ArchitectureRules::fault_injection_sees_history_and_the_environment);
    }

    @Test
    void fault_injection_must_not_see_a_broker() {
        project.withClass("reference-broker/log", "io.waybill.log.Log", "")
                .withClass("fault-injection/simulator", "io.waybill.simulator.Bad", "io.waybill.log.Log log;");

        assertBroken(ArchitectureRules::fault_injection_sees_history_and_the_environment);
    }

    @Test
    void the_environment_must_not_see_a_broker() {
        project.withClass("reference-broker/log", "io.waybill.log.Log", "")
                .withClass(ENVIRONMENT, "io.waybill.environment.Bad", "io.waybill.log.Log log;");

        assertBroken(ArchitectureRules::the_environment_depends_on_nothing_of_ours);
    }

    @Test
    void the_reference_broker_must_not_see_history() {
        project.withClass("reference-broker/log", "io.waybill.log.Bad", "io.waybill.history.Event event;");

        assertBroken(ArchitectureRules::the_reference_broker_sees_only_itself);
    }

    @Test
    void what_must_be_deterministic_must_not_remember_in_a_static_field() {
        project.withClass(ENVIRONMENT, "io.waybill.environment.Bad", "static int count;");

        assertBroken(ArchitectureRules::what_is_deterministic_has_no_static_memory);
    }

    @Test
    void what_need_not_be_deterministic_may() {
        project.with(ENVIRONMENT + "/pom.xml", "<project/>")
                .withClass(ENVIRONMENT, "io.waybill.environment.Good", "static int count;");
        var built = project.build();

        var result = new ArchitectureRules(built)
                .what_is_deterministic_has_no_static_memory()
                .evaluate(built.classes());

        assertThat(result.hasViolation()).isFalse();
    }

    @Test
    void reports_must_not_see_faults() {
        project.withClass("reports", "io.waybill.report.Bad", "io.waybill.fault.Fault fault;");

        assertBroken(ArchitectureRules::reports_see_checkers);
    }

    @Test
    void nobody_outside_may_see_the_test_plans() {
        project.withClass("reference-broker/log", "io.waybill.log.Bad", "io.waybill.runner.Runner runner;");

        assertBroken(ArchitectureRules::nothing_outside_test_plans_depends_on_test_plans);
    }

    @Test
    void the_runner_must_not_name_a_system() {
        project.withClass("test-plans/runner", "io.waybill.runner.Bad", "io.waybill.kafka.Kafka kafka;");

        assertBroken(ArchitectureRules::the_runner_knows_no_system);
    }

    @Test
    void kafkas_client_must_stay_with_its_drivers() {
        project.withClass("test-plans/runner", "io.waybill.runner.Bad", "org.apache.kafka.Client client;");

        assertBroken(ArchitectureRules::kafkas_client_is_only_in_its_drivers_and_in_wire);
    }

    @Test
    void of_the_broker_only_wire_may_see_kafkas_codecs() {
        project.withClass("reference-broker/log", "io.waybill.log.Bad", "org.apache.kafka.Client client;");

        assertBroken(ArchitectureRules::kafkas_client_is_only_in_its_drivers_and_in_wire);
    }

    @Test
    void the_checker_must_not_read_a_clock() {
        project.withClass(CHECKER, "io.waybill.checker.Bad", "long t = System.nanoTime();");

        assertBroken(ArchitectureRules::history_and_checker_see_no_clock);
    }

    @Test
    void history_must_not_ask_for_the_date() {
        project.withClass(HISTORY, "io.waybill.history.Bad", "Object t = java.time.Instant.now();");

        assertBroken(ArchitectureRules::history_and_checker_see_no_clock);
    }

    @Test
    void history_has_one_clock() {
        project.withClass(HISTORY, "io.waybill.history.MonotonicClock", "long t = System.nanoTime();");
        var built = project.build();

        var result =
                new ArchitectureRules(built).history_and_checker_see_no_clock().evaluate(built.classes());

        assertThat(result.hasViolation()).isFalse();
    }

    @Test
    void the_checker_must_not_log() {
        project.withClass(CHECKER, "io.waybill.checker.Bad", "System.Logger log;");

        assertBroken(ArchitectureRules::checker_sees_no_log_and_no_network);
    }

    @Test
    void the_checker_must_not_reach_a_network() {
        project.withClass(CHECKER, "io.waybill.checker.Bad", "java.net.Socket socket;");

        assertBroken(ArchitectureRules::checker_sees_no_log_and_no_network);
    }

    @Test
    void a_report_must_not_print() {
        project.withClass("reports", "io.waybill.report.Bad", "void bad() { System.err.println(); }");

        assertBroken(ArchitectureRules::only_programs_print);
    }

    @Test
    void a_report_must_not_exit() {
        project.withClass("reports", "io.waybill.report.Bad", "void bad() { Runtime.getRuntime().halt(1); }");

        assertBroken(ArchitectureRules::only_programs_exit);
    }

    @Test
    void beside_a_nodes_main_its_module_must_not_exit() {
        project.withClass(SERVER, "io.waybill.server.process.Bad", "void bad() { System.exit(1); }");

        assertBroken(ArchitectureRules::only_programs_exit);
    }

    @Test
    void a_nodes_main_may() {
        project.withClass(SERVER, "io.waybill.server.process.NodeMain", "void end() { System.exit(1); }");
        var built = project.build();

        var result = new ArchitectureRules(built).only_programs_exit().evaluate(built.classes());

        assertThat(result.hasViolation()).isFalse();
    }

    @Test
    void two_packages_must_not_need_each_other() {
        project.withClass(CHECKER, "io.waybill.checker.Bad", "io.waybill.checker.order.Bad bad;")
                .withClass(CHECKER, "io.waybill.checker.order.Bad", "io.waybill.checker.Bad bad;");

        assertBroken(ArchitectureRules::packages_have_no_cycles);
    }

    @Test
    void a_package_in_two_modules_is_named_with_both() {
        project.withClass(CHECKER, "io.waybill.history.Stray", "");

        var built = project.build();

        assertThat(built.splitPackages())
                .containsExactly("io.waybill.history is in checkers/checker and in checkers/history");
    }

    private void assertBroken(Function<ArchitectureRules, ArchRule> rule) {
        var built = project.build();

        var result = rule.apply(new ArchitectureRules(built)).evaluate(built.classes());

        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().toString()).contains("Bad");
    }
}
