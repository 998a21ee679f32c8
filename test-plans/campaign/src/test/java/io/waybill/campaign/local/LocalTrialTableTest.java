package io.waybill.campaign.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.campaign.MutantCase;
import io.waybill.campaign.MutantCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LocalTrialTableTest {

    private static final LocalTrial SHOWN = LocalTrial.shown("R1", "some-plan", "some-part");

    @Test
    void every_flaw_of_replication_logs_and_producers_has_a_plan_or_a_reason() {
        List<String> flaws = MutantCatalogue.ofCluster().stream()
                .map(MutantCase::ids)
                .map(ids -> ids.split(",", -1)[0])
                .filter(id -> id.matches("[RSI]\\d+"))
                .distinct()
                .toList();

        assertThat(LocalTrials.ids()).containsExactlyElementsOf(flaws);
    }

    @Test
    void a_flaw_without_either_is_refused() {
        assertThatThrownBy(() -> LocalTrial.unseen("R1", ""))
                .hasMessage("flaw R1 needs a plan or a reason, one of them");
    }

    @Test
    void a_row_tells_the_medians_of_searches_of_which_most_succeeded() {
        String row = LocalTrialTable.row(SHOWN, List.of(caught(5, 70), caught(1, 90), missed(10, 60)));

        assertThat(row)
                .isEqualTo("| R1 | acks=all is answered when the leader has appended | `some-plan` | `some-part`"
                        + " | lost-write | 2 of 3 | 5 | 90 |");
    }

    @Test
    void a_row_says_so_where_most_searches_did_not_succeed() {
        String row = LocalTrialTable.row(SHOWN, List.of(caught(5, 70), missed(10, 60), missed(10, 80)));

        assertThat(row).endsWith("| lost-write | 1 of 3 | > 10 | > 60 |");
    }

    @Test
    void a_flaw_that_was_not_looked_for_has_no_figures() {
        assertThat(LocalTrialTable.row(SHOWN, List.of())).endsWith("| `some-part` | not looked for | – | – | – |");
    }

    @Test
    void rows_that_are_not_measured_anew_stay_unless_their_plan_is_another_by_now() {
        LocalTrial r2 = trial("R2");
        String kept = LocalTrialTable.row(trial("R1"), List.of(caught(3, 30)));
        String outdated = LocalTrialTable.row(LocalTrial.shown("R4", "old-plan", "part"), List.of(caught(4, 40)));
        String measured = LocalTrialTable.row(r2, List.of(caught(7, 70)));

        List<String> lines = LocalTrialTable.with(List.of("", kept, outdated, ""), Map.of("R2", measured));

        assertThat(lines)
                .hasSize(LocalTrialTable.head().size() + LocalTrials.all().size())
                .contains(kept, measured, LocalTrialTable.row(trial("R4"), List.of()))
                .doesNotContain(outdated);
    }

    private static LocalTrial trial(String id) {
        return LocalTrials.all().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static LocalSearch caught(int runs, int seconds) {
        return new LocalSearch(runs, Duration.ofSeconds(seconds), Optional.of("lost-write"));
    }

    private static LocalSearch missed(int runs, int seconds) {
        return new LocalSearch(runs, Duration.ofSeconds(seconds), Optional.empty());
    }
}
