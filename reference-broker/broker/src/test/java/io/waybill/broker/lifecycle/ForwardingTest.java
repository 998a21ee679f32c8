package io.waybill.broker.lifecycle;

import static io.waybill.broker.world.SmallCluster.MILLI;
import static io.waybill.broker.world.SmallCluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.broker.world.SmallCluster;
import io.waybill.wire.message.CreateTopicsRequest;
import io.waybill.wire.message.CreateTopicsResponse;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardingTest {

    private static final int PATIENCE_MS = 5_000;

    private final List<Response> answers = new ArrayList<>();

    @Test
    void what_a_broker_is_asked_the_active_controller_answers() {
        var cluster = new SmallCluster(1, 3, 4).startAll().untilAllActive();

        forward(cluster, 3);
        cluster.until("an answer", () -> !answers.isEmpty());

        assertThat(error()).isEqualTo(ErrorCode.NONE);
        assertThat(cluster.image().topic("orders")).isPresent();
    }

    @Test
    void a_broker_that_is_the_active_controller_asks_itself() {
        var cluster = new SmallCluster(2, 1, 1).startAll().untilAllActive();

        forward(cluster, 0);
        cluster.until("an answer", () -> !answers.isEmpty());

        assertThat(error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void where_no_controller_can_be_reached_it_is_certain_that_nothing_was_done() {
        var cluster = new SmallCluster(3, 1, 2).startAll().untilAllActive();
        cluster.kill(0);
        cluster.world.runFor(SECOND);

        forward(cluster, 1);
        cluster.world.runFor(PATIENCE_MS * MILLI + SECOND);

        assertThat(error()).isEqualTo(ErrorCode.NOT_CONTROLLER);
    }

    @Test
    void where_the_answer_is_lost_nobody_knows_and_it_is_not_sent_again() {
        var cluster = new SmallCluster(4, 1, 2).startAll().untilAllActive();
        cluster.world.passes = (from, to) -> from != 0 || to != 1;

        forward(cluster, 1);
        cluster.until(
                "the topic to be there", () -> cluster.image().topic("orders").isPresent());
        cluster.world.runFor(10 * MILLI);
        cluster.heal();
        cluster.world.runFor(PATIENCE_MS * MILLI + SECOND);

        // Sent again, it would be told that the topic exists: by itself.
        assertThat(answers).hasSize(1);
        assertThat(error()).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
    }

    @Test
    void a_request_waits_for_a_controller_to_be_elected() {
        var cluster = new SmallCluster(5, 3, 4).startAll().untilAllActive();
        int former = cluster.activeController();
        cluster.kill(former);
        // The broker has seen the connection end.
        cluster.world.runFor(100 * MILLI);

        forward(cluster, 3);
        cluster.until("an answer", () -> !answers.isEmpty());

        assertThat(error()).isEqualTo(ErrorCode.NONE);
        assertThat(cluster.world.hits()).contains("a broker looks for the active controller again");
    }

    private void forward(SmallCluster cluster, int broker) {
        var channel = new ControllerChannel(
                cluster.environments.get(broker), cluster.layout(), cluster.nodes.get(broker), "forwarding");
        var topic = new CreateTopicsRequest.Topic("orders", 1, (short) 1, List.of(), List.of());
        new Forwarding(channel).forward(new CreateTopicsRequest(List.of(topic), PATIENCE_MS, false), answers::add);
    }

    private ErrorCode error() {
        return ((CreateTopicsResponse) answers.get(0)).topics().get(0).error();
    }
}
