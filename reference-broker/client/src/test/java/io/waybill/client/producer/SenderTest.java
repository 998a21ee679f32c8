package io.waybill.client.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.client.config.ClientMutant;
import io.waybill.client.world.FakeBroker;
import io.waybill.client.world.Produced;
import io.waybill.client.world.World;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.InitProducerIdRequest;
import io.waybill.wire.message.InitProducerIdResponse;
import io.waybill.wire.message.LeaderIdAndEpoch;
import io.waybill.wire.message.MetadataRequest;
import io.waybill.wire.message.NodeEndpoint;
import io.waybill.wire.message.ProduceRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What answers mean, what is sent again, in which order and under which sequence. */
final class SenderTest {

    private static final ErrorCode GAP = ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;

    private final List<Produced> asked = new ArrayList<>();

    /** Has five records on their way to broker 0, and takes their requests. */
    private FakeBroker fiveUnderWay(Bench bench) {
        bench.send("a", "b", "c", "d", "e");
        bench.world.runFor(100);
        take(bench.world.broker(0), 5);
        return bench.world.broker(0);
    }

    private void take(FakeBroker broker, int count) {
        asked.clear();
        for (int i = 0; i < count; i++) {
            asked.add(Produced.next(broker));
        }
    }

    private static String sent(FakeBroker broker) {
        return Produced.next(broker).toString().replaceAll("pid=\\d+ ", "");
    }

    @Test
    void five_are_under_way_and_the_sixth_waits() {
        var bench = Bench.of();

        bench.send("a", "b", "c", "d", "e", "f");
        bench.world.runFor(100);

        assertThat(bench.world.broker(0).waiting()).isEqualTo(5);
        Produced.next(bench.world.broker(0)).ok(0);
        bench.world.runFor(10);
        assertThat(bench.world.broker(0).waiting()).isEqualTo(5);
    }

    @Test
    void where_the_first_of_five_is_refused_all_are_sent_again_in_order_with_their_sequences() {
        var bench = Bench.of();
        var broker = fiveUnderWay(bench);

        asked.get(0).refuse(ErrorCode.NOT_ENOUGH_REPLICAS);
        asked.subList(1, 5).forEach(each -> each.refuse(GAP));
        for (int i = 0; i < 5; i++) {
            bench.world.runFor(500);
            var again = Produced.next(broker);
            assertThat(again).hasToString(asked.get(i).toString());
            again.ok(i);
        }
        bench.world.runFor(10);

        assertThat(bench.result("a")).isEqualTo("ok@0");
        assertThat(bench.result("e")).isEqualTo("ok@4");
    }

    @Test
    void what_was_lost_with_its_connection_is_sent_again_as_itself_and_in_order() {
        var bench = Bench.of();
        var broker = fiveUnderWay(bench);

        broker.disconnect();
        for (int i = 0; i < 5; i++) {
            bench.world.runFor(500);
            var again = Produced.next(broker);
            assertThat(again).hasToString(asked.get(i).toString());
            again.ok(i);
        }
    }

    @Test
    void a_batch_that_is_refused_for_good_leaves_a_gap_that_a_new_epoch_closes() {
        var bench = Bench.of();
        var broker = fiveUnderWay(bench);

        asked.get(0).refuse(ErrorCode.MESSAGE_TOO_LARGE);
        asked.subList(1, 5).forEach(each -> each.refuse(GAP));
        bench.world.runFor(500);

        assertThat(bench.result("a")).isEqualTo("failed MESSAGE_TOO_LARGE");
        assertThat(sent(broker)).isEqualTo("b epoch=1 seq=0");
        assertThat(sent(broker)).isEqualTo("c epoch=1 seq=1");
        assertThat(sent(broker)).isEqualTo("d epoch=1 seq=2");
        assertThat(sent(broker)).isEqualTo("e epoch=1 seq=3");
    }

    /** Has four records on their way to broker 0, in one batch. */
    private static FakeBroker oneOfFourUnderWay(Bench bench) {
        bench.send("a", "b", "c", "d");
        bench.world.runFor(100);
        return bench.world.broker(0);
    }

    @Test
    void a_batch_that_is_too_large_goes_on_in_halves_with_the_sequences_of_their_records() {
        var bench = Bench.of("batch.size=1000", "linger.ms=20");
        var broker = oneOfFourUnderWay(bench);
        var refused = Produced.next(broker);

        refused.refuse(ErrorCode.MESSAGE_TOO_LARGE);
        bench.world.runFor(3);
        var first = Produced.next(broker);
        first.ok(0);
        bench.world.runFor(3);
        var second = Produced.next(broker);
        second.ok(2);
        bench.world.runFor(3);

        assertThat(List.of(refused, first, second).toString().replaceAll("pid=\\d+ ", ""))
                .isEqualTo("[a,b,c,d epoch=0 seq=0, a,b epoch=0 seq=0, c,d epoch=0 seq=2]");
        assertThat(bench.result("a") + " " + bench.result("b")).isEqualTo("ok@0 ok@1");
        assertThat(bench.result("c") + " " + bench.result("d")).isEqualTo("ok@2 ok@3");
    }

    @Test
    void halves_that_are_too_large_are_split_again_down_to_one_record_which_fails_alone() {
        var bench = Bench.of("batch.size=1000", "linger.ms=20");
        var broker = oneOfFourUnderWay(bench);

        for (String values : List.of("a,b,c,d", "a,b", "a")) {
            var produced = Produced.next(broker);
            assertThat(produced.values()).isEqualTo(values);
            produced.refuse(ErrorCode.MESSAGE_TOO_LARGE);
            bench.world.runFor(3);
        }
        assertThat(bench.result("a")).isEqualTo("failed MESSAGE_TOO_LARGE");
        // The others have sequences after a gap now, and so become others' of a new epoch.
        Produced.next(broker).refuse(GAP);
        bench.world.runFor(500);

        assertThat(sent(broker)).isEqualTo("b epoch=1 seq=0");
        assertThat(sent(broker)).isEqualTo("c,d epoch=1 seq=1");
    }

    @Test
    void halves_of_what_may_have_been_appended_may_have_been_appended() {
        var bench = Bench.of("batch.size=1000", "linger.ms=20");
        var broker = oneOfFourUnderWay(bench);
        broker.disconnect();
        bench.world.runFor(500);

        Produced.next(broker).refuse(ErrorCode.MESSAGE_TOO_LARGE);
        for (int i = 0; i < 2; i++) {
            bench.world.runFor(500);
            Produced.next(broker).refuse(GAP);
        }
        bench.world.runFor(500);

        assertThat(bench.results.keySet())
                .allSatisfy(value -> assertThat(bench.result(value)).isEqualTo("unknown OUT_OF_ORDER_SEQUENCE_NUMBER"));
        assertThat(bench.results).hasSize(4);
    }

    @Test
    void the_answers_to_halves_are_not_taken_for_those_to_another_partition() {
        var bench = Bench.of("batch.size=1000", "linger.ms=20");
        bench.world.topic("u", 0);
        for (String value : List.of("a", "b")) {
            bench.sendTo("t", value);
            bench.sendTo("u", value + "'");
        }
        bench.world.runFor(100);

        Produced.next(bench.world.broker(0)).refuse(ErrorCode.MESSAGE_TOO_LARGE);
        bench.world.runFor(3);

        // In the order of the sends: a is the first, a' the second, b the third.
        assertThat(bench.stages).contains("sent 1 to 0 attempt 1", "sent 2 to 0 attempt 1", "split 1 3");
    }

    @Test
    void to_be_split_counts_as_no_attempt() {
        var bench = Bench.of("batch.size=1000", "linger.ms=20", "retries=1");
        var broker = oneOfFourUnderWay(bench);

        for (int i = 0; i < 2; i++) {
            Produced.next(broker).refuse(ErrorCode.MESSAGE_TOO_LARGE);
            bench.world.runFor(3);
        }
        Produced.next(broker).refuse(ErrorCode.NOT_ENOUGH_REPLICAS);
        bench.world.runFor(500);

        assertThat(sent(broker)).isEqualTo("a epoch=0 seq=0");
    }

    @Test
    void a_leader_that_lost_the_log_makes_all_that_were_only_refused_begin_anew() {
        var bench = Bench.of();
        bench.send("before");
        bench.world.runFor(100);
        Produced.next(bench.world.broker(0)).ok(0);
        var broker = fiveUnderWay(bench);

        asked.forEach(each -> each.refuse(GAP));
        bench.world.runFor(500);

        // Without waiting for delivery.timeout.ms: those behind the first were refused as well.
        assertThat(sent(broker)).isEqualTo("a epoch=1 seq=0");
        assertThat(sent(broker)).isEqualTo("b epoch=1 seq=1");
    }

    @Test
    void one_that_may_have_been_appended_gets_no_other_sequence_and_does_not_overtake() {
        var bench = Bench.of();
        bench.send("before");
        bench.world.runFor(100);
        Produced.next(bench.world.broker(0)).ok(0);
        var broker = fiveUnderWay(bench);

        asked.get(0).refuse(GAP);
        asked.get(1).refuse(ErrorCode.REQUEST_TIMED_OUT);
        asked.subList(2, 5).forEach(each -> each.refuse(GAP));
        bench.world.runFor(500);

        assertThat(bench.result("b")).isEqualTo("unknown OutOfOrderSequenceException");
        assertThat(sent(broker)).isEqualTo("a epoch=1 seq=0");
        assertThat(sent(broker)).isEqualTo("c epoch=1 seq=1");
    }

    @Test
    void one_that_may_have_been_appended_and_is_out_of_order_is_unknown() {
        var bench = Bench.of();
        var broker = fiveUnderWay(bench);

        broker.disconnect();
        bench.world.runFor(500);
        Produced.next(broker).refuse(GAP);
        bench.world.runFor(500);

        assertThat(bench.result("a")).isEqualTo("unknown OUT_OF_ORDER_SEQUENCE_NUMBER");
        // The second may be in the log as well, so it asks as itself.
        assertThat(sent(broker)).isEqualTo("b epoch=0 seq=1");
    }

    @Test
    void what_was_never_sent_and_is_late_has_failed() {
        var bench = Bench.of("delivery.timeout.ms=3000");
        bench.world.broker(0).refuses = true;

        bench.send("a");
        bench.world.runFor(3_200);

        assertThat(bench.result("a")).isEqualTo("failed TimeoutException");
    }

    @Test
    void what_was_only_refused_and_is_late_has_failed() {
        var bench = Bench.of("delivery.timeout.ms=3000");
        bench.send("a");
        bench.world.runFor(100);
        for (int i = 0; i < 100 && !bench.results.containsKey("a"); i++) {
            if (bench.world.broker(0).waiting() > 0) {
                Produced.next(bench.world.broker(0)).refuse(ErrorCode.NOT_ENOUGH_REPLICAS);
            }
            bench.world.runFor(50);
        }

        assertThat(bench.result("a")).isEqualTo("failed TimeoutException");
    }

    @Test
    void what_is_late_under_way_is_unknown_and_a_later_answer_changes_nothing() {
        var bench = Bench.of("delivery.timeout.ms=3000", "request.timeout.ms=20000");

        bench.send("a");
        bench.world.runFor(3_100);

        assertThat(bench.result("a")).isEqualTo("unknown TimeoutException");
        Produced.next(bench.world.broker(0)).ok(0);
        bench.world.runFor(10);
        assertThat(bench.result("a")).isEqualTo("unknown TimeoutException");
    }

    @Test
    void a_refusal_after_a_lost_answer_proves_nothing() {
        var bench = Bench.of();
        bench.send("a");
        bench.world.runFor(100);
        bench.world.broker(0).disconnect();
        bench.world.runFor(500);

        Produced.next(bench.world.broker(0)).refuse(ErrorCode.MESSAGE_TOO_LARGE);
        bench.world.runFor(10);

        assertThat(bench.result("a")).isEqualTo("unknown MESSAGE_TOO_LARGE");
    }

    @Test
    void no_new_epoch_begins_while_an_old_request_is_under_way() {
        var bench = Bench.of("delivery.timeout.ms=3000", "request.timeout.ms=20000");
        var broker = bench.world.broker(0);
        bench.send("a");
        bench.world.runFor(3_100);
        var old = Produced.next(broker);

        bench.send("b");
        bench.world.runFor(1_000);
        assertThat(broker.waiting()).isZero();
        old.refuse(ErrorCode.NOT_ENOUGH_REPLICAS);
        bench.world.runFor(100);

        assertThat(sent(broker)).isEqualTo("b epoch=1 seq=0");
    }

    @Test
    void an_identity_that_is_not_new_is_not_used() {
        var bench = Bench.of();
        bench.world.topic("t", 0);
        var broker = bench.world.broker(0);
        for (int id = 0; id < 2; id++) {
            bench.world
                    .broker(id)
                    .on(
                            Api.INIT_PRODUCER_ID,
                            request -> new InitProducerIdResponse(
                                    ErrorCode.NONE,
                                    ((InitProducerIdRequest) request).producerId() < 0 && !bench.results.isEmpty()
                                            ? 78
                                            : 77,
                                    (short) 0));
        }
        bench.send("a");
        bench.world.runFor(100);
        Produced.next(broker).refuse(ErrorCode.MESSAGE_TOO_LARGE);
        bench.world.runFor(10);
        bench.send("b");
        bench.world.runFor(1_000);

        assertThat(Produced.next(broker)).hasToString("b pid=78 epoch=0 seq=0");
    }

    @Test
    void an_old_broker_is_not_asked_for_another_epoch_but_for_another_id() {
        var bench = Bench.of();
        for (int id = 0; id < 2; id++) {
            bench.world.broker(id).offer = bench.world.broker(id).offer.with(Api.INIT_PRODUCER_ID, 0, 2);
        }
        bench.send("a");
        bench.world.runFor(100);
        var first = Produced.next(bench.world.broker(0));
        first.refuse(ErrorCode.MESSAGE_TOO_LARGE);
        bench.world.runFor(10);
        bench.send("b");
        bench.world.runFor(1_000);

        var second = Produced.next(bench.world.broker(0));
        assertThat(second.batch().producerId()).isNotEqualTo(first.batch().producerId());
        assertThat(second.batch().baseSequence()).isZero();
    }

    @Test
    void a_fenced_producer_takes_another_id() {
        var bench = Bench.of();
        bench.send("a");
        bench.world.runFor(100);
        var first = Produced.next(bench.world.broker(0));
        first.refuse(ErrorCode.INVALID_PRODUCER_EPOCH);
        bench.world.runFor(10);
        bench.send("b");
        bench.world.runFor(1_000);

        assertThat(bench.result("a")).isEqualTo("failed INVALID_PRODUCER_EPOCH");
        var second = Produced.next(bench.world.broker(0));
        assertThat(second.batch().producerId()).isNotEqualTo(first.batch().producerId());
    }

    @Test
    void a_hint_moves_it_to_the_new_leader_without_asking() {
        var bench = Bench.of();
        bench.send("a");
        bench.world.runFor(100);
        // Nobody who is asked knows yet.
        for (int id = 0; id < 2; id++) {
            bench.world.broker(id).on(Api.METADATA, request -> null);
        }

        var at = World.endpoint(1);
        Produced.next(bench.world.broker(0))
                .answer(
                        ErrorCode.NOT_LEADER_OR_FOLLOWER,
                        -1,
                        new LeaderIdAndEpoch(1, 1),
                        List.of(new NodeEndpoint(1, at.host(), at.port(), null)));
        bench.world.runFor(500);

        assertThat(bench.world.broker(1).seen(ProduceRequest.class)).hasSize(1);
    }

    @Test
    void without_a_hint_it_asks_and_moves() {
        var bench = Bench.of();
        bench.send("a");
        bench.world.runFor(100);
        bench.world.lead("t", 0, 1, 1);

        Produced.next(bench.world.broker(0)).refuse(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        bench.world.runFor(500);

        assertThat(sent(bench.world.broker(1))).isEqualTo("a epoch=0 seq=0");
    }

    @Test
    void a_broker_that_does_not_answer_is_left_after_the_request_timeout() {
        var bench = Bench.of("request.timeout.ms=1000");
        bench.send("a");
        bench.world.runFor(100);
        bench.world.lead("t", 0, 1, 1);
        bench.world.broker(0).silent = true;

        bench.world.runFor(3_500);

        assertThat(sent(bench.world.broker(1))).isEqualTo("a epoch=0 seq=0");
    }

    @Test
    void retries_end() {
        var bench = Bench.of("retries=1");
        bench.send("a");
        for (int i = 0; i < 2; i++) {
            bench.world.runFor(500);
            Produced.next(bench.world.broker(0)).refuse(ErrorCode.NOT_ENOUGH_REPLICAS);
        }
        bench.world.runFor(10);

        assertThat(bench.result("a")).isEqualTo("failed RetriesExhausted");
    }

    @Test
    void a_leader_that_cannot_be_asked_does_not_stop_the_clock() {
        var bench = Bench.of("retry.backoff.ms=0", "delivery.timeout.ms=2000");
        bench.world.broker(0).offer = ApiOffer.of(List.of(Api.API_VERSIONS, Api.METADATA, Api.INIT_PRODUCER_ID));

        bench.send("a");
        bench.world.runFor(2_500);

        assertThat(bench.result("a")).isEqualTo("failed TimeoutException");
        assertThat(bench.world.broker(0).seen(MetadataRequest.class)).hasSizeLessThan(1_500);
    }

    @Test
    void a_duplicate_that_the_broker_recognized_is_acknowledged_without_an_offset() {
        var bench = Bench.of();
        bench.send("a");
        bench.world.runFor(100);

        Produced.next(bench.world.broker(0)).refuse(ErrorCode.DUPLICATE_SEQUENCE_NUMBER);
        bench.world.runFor(10);

        assertThat(bench.result("a")).isEqualTo("ok@-1");
    }

    @Test
    void the_mutant_k1_says_of_the_unknown_that_it_failed() {
        var bench = Bench.of(List.of(ClientMutant.K1), "delivery.timeout.ms=3000", "request.timeout.ms=20000");

        bench.send("a");
        bench.world.runFor(3_100);

        assertThat(bench.result("a")).isEqualTo("failed TimeoutException");
    }

    @Test
    void the_mutant_k2_sends_again_without_a_sequence() {
        var bench = Bench.of(List.of(ClientMutant.K2));
        bench.send("a");
        bench.world.runFor(100);
        var first = Produced.next(bench.world.broker(0));
        bench.world.broker(0).disconnect();
        bench.world.runFor(500);

        assertThat(Produced.next(bench.world.broker(0))).hasToString("a pid=-1 epoch=-1 seq=-1");
        // What was sent before stays as it was, wherever it still is.
        assertThat(first.batch().baseSequence()).isZero();
    }

    @Test
    void the_mutant_k3_sends_again_under_another_id() {
        var bench = Bench.of(List.of(ClientMutant.K3));
        bench.send("a");
        bench.world.runFor(100);
        var first = Produced.next(bench.world.broker(0));
        long before = first.batch().producerId();
        bench.world.broker(0).disconnect();
        bench.world.runFor(500);

        var second = Produced.next(bench.world.broker(0));
        assertThat(second.values()).isEqualTo("a");
        assertThat(second.batch().producerId()).isGreaterThanOrEqualTo(0).isNotEqualTo(before);
    }

    @Test
    void without_mutants_it_does_neither() {
        var bench = Bench.of();
        bench.send("a");
        bench.world.runFor(100);
        var first = Produced.next(bench.world.broker(0)).toString();
        bench.world.broker(0).disconnect();
        bench.world.runFor(500);

        assertThat(Produced.next(bench.world.broker(0))).hasToString(first);
    }
}
