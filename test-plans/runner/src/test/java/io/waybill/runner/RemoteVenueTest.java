package io.waybill.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.Claim;
import io.waybill.checker.RunVerdict;
import io.waybill.checker.Verdict;
import io.waybill.plan.Plan;
import io.waybill.runner.toy.Flaw;
import io.waybill.runner.toy.ToySystem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RemoteVenueTest {

    @TempDir
    private Path store;

    private RunRequest.Places places() {
        return new RunRequest.Places(store, store, store);
    }

    private Venue venue() {
        return Runner.remote(new ToySystem(), places());
    }

    @Test
    void faults_and_controls_are_refused_where_the_cluster_is_somebody_elses() {
        Plan plan = ToyPlan.withControl(ToyPlan.strict(Flaw.NONE), ToyPlan.loose());

        assertThat(Runner.problems(plan, venue()))
                .satisfiesExactly(
                        strict -> assertThat(strict)
                                .startsWith("configuration strict: its faults cannot be done to a cluster that someone"
                                        + " else runs: \"kill leader of orders-0"),
                        loose -> assertThat(loose)
                                .isEqualTo("configuration loose: it is a control, and nothing breaks it on a cluster"
                                        + " that someone else runs"));
        assertThat(Runner.problems(plan.untouched().only(Set.of("strict")), venue()))
                .isEmpty();
    }

    @Test
    void what_was_not_tried_stays_unknown_however_good_it_looks() {
        Plan plan =
                ToyPlan.withControl(ToyPlan.strict(Flaw.NONE), ToyPlan.loose()).untouched();

        RunResult result = Runner.run(
                new RunRequest(plan, 1, Optional.empty(), places(), Set.of("strict")), venue(), new RunListener() {});

        assertThat(result.verdict()).isEqualTo(RunVerdict.UNKNOWN);
        assertThat(result.start().site()).isEqualTo(Site.of("remote", "toy"));
        assertThat(result.configurations()).singleElement().satisfies(strict -> {
            assertThat(strict.drained()).isTrue();
            assertThat(strict.claims())
                    .filteredOn(each -> each.claim() == Claim.AT_LEAST_ONCE)
                    .singleElement()
                    .extracting(each -> each.verdict())
                    .isInstanceOfSatisfying(
                            Verdict.Unknown.class,
                            unknown -> assertThat(unknown.reason()).contains("not tried hard enough"));
        });
    }
}
