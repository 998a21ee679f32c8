package io.waybill.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Claim;
import io.waybill.checker.RunVerdict;
import io.waybill.runner.ConfigurationResult;
import io.waybill.runner.RunListener;
import io.waybill.runner.RunRequest;
import io.waybill.runner.RunResult;
import io.waybill.runner.Runner;
import io.waybill.system.Places;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped plans on a real cluster, in their short size: about 50 s. */
class ShippedPlansIT {

    @TempDir
    private Path store;

    @Test
    void acks_all_loses_nothing_when_leaders_die_and_its_control_does() {
        Places places = Places.ofThisUser();
        RunRequest request = new RunRequest(
                PlanCatalogue.named("acks-all-loses-nothing-when-leaders-die").orElseThrow(),
                0x5eed,
                Optional.of("short"),
                new RunRequest.Places(store, places.scratch(), places.cache()));

        RunResult result = Runner.run(request, new RunListener() {});

        assertThat(result.verdict()).as("%s", result).isEqualTo(RunVerdict.HOLDS);
        ConfigurationResult strict = result.configurations().get(0);
        assertThat(strict.violated()).isEmpty();
        assertThat(strict.drained()).isTrue();
        assertThat(strict.traffic().acknowledged()).isGreaterThan(1000);
        ConfigurationResult control = result.configurations().get(1);
        assertThat(control.violated()).containsExactly(Claim.AT_LEAST_ONCE);
    }
}
