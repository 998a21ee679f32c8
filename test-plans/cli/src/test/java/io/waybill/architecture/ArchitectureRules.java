package io.waybill.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** Which module may see what. Each rule is a sentence; {@code ARCHITECTURE.md} draws them. */
final class ArchitectureRules {
    private static final Set<String> CLOCK_METHODS = Set.of("nanoTime", "currentTimeMillis", "now", "sleep");
    private static final Set<String> CLOCK_OWNERS = Set.of("java.lang.System", "java.lang.Thread");
    /** The processes that are one thing and nothing else: a node, a server of proxies. */
    private static final Set<String> MAINS =
            Set.of("io.waybill.server.process.NodeMain", "io.waybill.toxiproxy.process.ToxiproxyMain");

    private static final Set<String> ENDINGS = Set.of("exit", "halt");

    private final BuiltClasses built;

    ArchitectureRules(BuiltClasses built) {
        this.built = built;
    }

    List<ArchRule> all() {
        return List.of(
                history_depends_on_nothing_of_ours(),
                checker_depends_on_history_alone(),
                checkers_depend_on_no_other_folder(),
                fault_injection_sees_history_and_the_environment(),
                the_environment_depends_on_nothing_of_ours(),
                the_reference_broker_sees_only_itself(),
                what_is_deterministic_has_no_static_memory(),
                reports_see_checkers(),
                nothing_outside_test_plans_depends_on_test_plans(),
                the_runner_knows_no_system(),
                kafkas_client_is_only_in_its_drivers_and_in_wire(),
                history_and_checker_see_no_clock(),
                checker_sees_no_log_and_no_network(),
                only_programs_print(),
                only_programs_exit(),
                packages_have_no_cycles());
    }

    ArchRule history_depends_on_nothing_of_ours() {
        return only("checkers/history").because("everything may depend on history, so history may depend on nothing");
    }

    ArchRule checker_depends_on_history_alone() {
        return only("checkers/checker", "checkers/history")
                .because("a run and its judgement are separable: a verdict follows from the history alone");
    }

    ArchRule checkers_depend_on_no_other_folder() {
        return only("checkers").because("histories of any origin are judged, without a cluster or a plan");
    }

    ArchRule fault_injection_sees_history_and_the_environment() {
        return only("fault-injection", "checkers/history", "reference-broker/environment")
                .because(
                        "a fault is recorded, but how it is judged is none of its business; and a simulated world is an"
                                + " environment, whoever lives in it");
    }

    ArchRule the_environment_depends_on_nothing_of_ours() {
        return only("reference-broker/environment")
                .because("every node and every world stands on the environment, so it may stand on nothing");
    }

    ArchRule the_reference_broker_sees_only_itself() {
        return only("reference-broker")
                .because("a broker does not know that it is tested: it reaches the world through its environment");
    }

    ArchRule what_is_deterministic_has_no_static_memory() {
        return fields().that()
                .areDeclaredInClassesThat(built.deterministic())
                .and()
                .areStatic()
                .should()
                .beFinal()
                .because("all simulated nodes of all runs share what is static, so one run would remember another")
                .allowEmptyShould(true);
    }

    ArchRule reports_see_checkers() {
        return only("reports", "checkers").because("a report shows verdicts, wherever they come from");
    }

    ArchRule nothing_outside_test_plans_depends_on_test_plans() {
        return noClasses()
                .that(not(built.in("test-plans")))
                .should()
                .dependOnClassesThat(built.in("test-plans"))
                .because("test plans put the other folders together")
                .allowEmptyShould(true);
    }

    ArchRule the_runner_knows_no_system() {
        return noClasses()
                .that(built.in("test-plans/runner"))
                .should()
                .dependOnClassesThat(built.in("test-plans/systems"))
                .because("the runner finds systems by ServiceLoader, so that a new system changes no other module")
                .allowEmptyShould(true);
    }

    ArchRule kafkas_client_is_only_in_its_drivers_and_in_wire() {
        return noClasses()
                .that(not(built.in("test-plans/systems/kafka-client")
                        .or(built.in("reference-broker/wire"))
                        .or(built.in("reference-broker/benchmarks"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .because("each broker's client library belongs to the module of its drivers; wire alone has its codecs;"
                        + " and who compares brokers gives both of them the same client")
                .allowEmptyShould(true);
    }

    ArchRule history_and_checker_see_no_clock() {
        // A recorder stamps what it sees; so history has one clock, in one class.
        return noClasses()
                .that(built.in("checkers/checker")
                        .or(built.in("checkers/history").and(not(nameEndingWith(".MonotonicClock")))))
                .should()
                .callMethodWhere(describe("reads a clock or waits", ArchitectureRules::isClock))
                .because("the same history must give the same verdict, at any time, on any machine")
                .allowEmptyShould(true);
    }

    private static boolean isClock(JavaCall<?> call) {
        var owner = call.getTargetOwner().getName();
        return CLOCK_METHODS.contains(call.getName())
                && (CLOCK_OWNERS.contains(owner) || owner.startsWith("java.time."));
    }

    ArchRule checker_sees_no_log_and_no_network() {
        return noClasses()
                .that(built.in("checkers/checker"))
                .should()
                .dependOnClassesThat(describe("log or reach a network", ArchitectureRules::isLogOrNetwork))
                .because("what a checker has to say is in its verdict, and what it knows is in the history")
                .allowEmptyShould(true);
    }

    private static boolean isLogOrNetwork(JavaClass type) {
        var name = type.getFullName();
        return name.startsWith("org.slf4j.")
                || name.startsWith("java.util.logging.")
                || name.startsWith("java.lang.System$Logger")
                || name.startsWith("java.net.")
                || name.startsWith("java.nio.channels.Socket")
                || name.startsWith("java.nio.channels.ServerSocket")
                || name.startsWith("java.nio.channels.Datagram")
                || name.startsWith("javax.net.");
    }

    ArchRule only_programs_print() {
        return noClasses()
                .that(not(isProcess()))
                .should(ACCESS_STANDARD_STREAMS)
                .because("stdout carries the result and stderr the progress, and one place decides which is which")
                .allowEmptyShould(true);
    }

    /** The programs: the command line, and the processes that are one thing and nothing else. */
    private DescribedPredicate<JavaClass> isProcess() {
        return built.in("test-plans/cli").or(describe("a process's main", type -> MAINS.contains(type.getFullName())));
    }

    ArchRule only_programs_exit() {
        return noClasses()
                .that(not(isProcess()))
                .should()
                .callMethodWhere(describe("ends the process", ArchitectureRules::isExit))
                .because("an exit code is a verdict, and one place gives it")
                .allowEmptyShould(true);
    }

    private static boolean isExit(JavaCall<?> call) {
        var owner = call.getTargetOwner().getName();
        return ENDINGS.contains(call.getName())
                && (owner.equals("java.lang.System") || owner.equals("java.lang.Runtime"));
    }

    ArchRule packages_have_no_cycles() {
        return slices().matching("io.waybill.(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    /** Of our own modules, those in {@code folder} see each other and those in {@code visible}, no others. */
    private ArchRule only(String folder, String... visible) {
        DescribedPredicate<JavaClass> allowed = built.in(folder);
        for (String other : visible) {
            allowed = allowed.or(built.in(other));
        }
        var beyond = built.ours().and(not(allowed));
        return noClasses()
                .that(built.in(folder))
                .should()
                .dependOnClassesThat(beyond)
                .allowEmptyShould(true);
    }
}
