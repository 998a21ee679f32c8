package io.waybill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The architecture rules on the modules of this build. */
final class ArchitectureTest {
    private static final Repository REPOSITORY = Repository.ofThisBuild();
    private static final BuiltClasses BUILT = BuiltClasses.of(REPOSITORY);

    static List<ArchRule> rules() {
        return new ArchitectureRules(BUILT).all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_holds(ArchRule rule) {
        rule.check(BUILT.classes());
    }

    @Test
    void no_package_is_in_two_modules() {
        assertThat(BUILT.splitPackages()).isEmpty();
    }

    /** Without this, a rule about a module whose classes were not found would hold for want of classes. */
    @Test
    void the_classes_of_every_module_with_sources_were_seen() {
        var withSources = REPOSITORY.modules().stream()
                .filter(module ->
                        Files.isDirectory(REPOSITORY.root().resolve(module).resolve("src/main/java")))
                .toList();

        assertThat(BUILT.folders()).containsExactlyInAnyOrderElementsOf(withSources);
    }
}
