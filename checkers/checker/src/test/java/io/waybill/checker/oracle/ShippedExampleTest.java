package io.waybill.checker.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.checker.CheckOptions;
import io.waybill.checker.Claim;
import io.waybill.checker.HistoryChecker;
import io.waybill.checker.Judgement;
import io.waybill.checker.anomaly.Anomaly;
import io.waybill.history.format.Histories;
import io.waybill.history.format.OpenHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShippedExampleTest {

    private static final Path EXAMPLES = Path.of("../../docs/examples");

    @Test
    void a_lost_write_breaks_at_least_once_and_nothing_else_of_delivery() {
        Judgement judgement = judged("lost-write.jsonl");

        assertThat(Comparison.counts(judgement)).isEqualTo(Map.of("lost-write", 4L));
        assertThat(Comparison.verdicts(judgement))
                .containsEntry(Claim.AT_LEAST_ONCE, "violated")
                .containsEntry(Claim.AT_MOST_ONCE, "holds")
                .containsEntry(Claim.NO_PHANTOM, "holds")
                .containsEntry(Claim.ORDER_PER_PRODUCER, "holds");
        assertThat(nameOfFirst(judgement)).isEqualTo("order-8830");
    }

    @Test
    void a_duplicate_breaks_at_most_once_and_nothing_is_lost() {
        Judgement judgement = judged("duplicate.jsonl");

        assertThat(Comparison.counts(judgement)).isEqualTo(Map.of("duplicate-append", 1L));
        assertThat(Comparison.verdicts(judgement))
                .containsEntry(Claim.AT_MOST_ONCE, "violated")
                .containsEntry(Claim.EXACTLY_ONCE, "violated")
                .containsEntry(Claim.AT_LEAST_ONCE, "holds");
        assertThat(nameOfFirst(judgement)).isEqualTo("payment-21");
    }

    @Test
    void a_torn_transaction_breaks_atomicity() {
        Judgement judgement = judged("torn-transaction.jsonl");

        assertThat(Comparison.counts(judgement)).isEqualTo(Map.of("torn-transaction", 1L));
        assertThat(Comparison.verdicts(judgement)).containsEntry(Claim.ATOMIC_TRANSACTIONS, "violated");
        assertThat(nameOfFirst(judgement)).isEqualTo("credit-8");
    }

    @Test
    void a_phantom_is_found_where_nobody_sent_it() {
        Judgement judgement = judged("phantom.jsonl");

        assertThat(Comparison.counts(judgement)).isEqualTo(Map.of("phantom-read", 1L));
        assertThat(Comparison.verdicts(judgement))
                .containsEntry(Claim.NO_PHANTOM, "violated")
                .containsEntry(Claim.AT_LEAST_ONCE, "holds");
    }

    @Test
    void an_unseen_tail_is_unknown_and_not_lost() {
        Judgement judgement = judged("unseen-tail.jsonl");

        assertThat(Comparison.counts(judgement)).isEmpty();
        assertThat(Comparison.verdicts(judgement))
                .containsEntry(Claim.AT_LEAST_ONCE, "unknown")
                .containsEntry(Claim.AT_MOST_ONCE, "holds");
        assertThat(judgement.obligations()).singleElement().matches(each -> each.open() == 10);
    }

    private static String nameOfFirst(Judgement judgement) {
        Anomaly first = judgement.anomalies().get(0).witnesses().get(0);
        return judgement.names().message(first.message().orElseThrow());
    }

    private static Judgement judged(String file) {
        try (OpenHistory history = Histories.open(EXAMPLES.resolve(file), Optional.empty())) {
            return HistoryChecker.check(history.reader(), CheckOptions.all(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
