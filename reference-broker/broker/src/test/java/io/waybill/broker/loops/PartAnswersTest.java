package io.waybill.broker.loops;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Environment;
import io.waybill.environment.Shards;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.message.DescribeProducersResponse;
import io.waybill.wire.message.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A request of two parts, one of them on another loop. */
class PartAnswersTest {

    private static final Response OWN = new DescribeProducersResponse(List.of());
    private static final Response FAR =
            new DescribeProducersResponse(List.of(new DescribeProducersResponse.Topic("far", List.of())));

    private final ArrayDeque<Runnable> posted = new ArrayDeque<>();
    private final List<String> outcome = new ArrayList<>();
    private final PartAnswers answers = new PartAnswers(
            0,
            2,
            parts -> {
                outcome.add("joined " + parts.keySet());
                return parts.get(1);
            },
            new Outcome());
    private boolean isWanted = true;

    private final class Outcome implements RequestHandler.Answer {
        @Override
        public void send(Response response) {
            outcome.add(response.equals(FAR) ? "far" : "own");
        }

        @Override
        public void none() {
            outcome.add("none");
        }

        @Override
        public void disconnect() {
            outcome.add("disconnect");
        }

        @Override
        public boolean isWanted() {
            return isWanted;
        }
    }

    private final class There implements Shards {
        @Override
        public int self() {
            return 1;
        }

        @Override
        public int count() {
            return 2;
        }

        @Override
        public void post(int shard, Runnable task) {
            assertThat(shard).isZero();
            posted.add(task);
        }

        @Override
        public void start(int shard, Consumer<Environment> program) {
            throw new AssertionError("nothing is started by an answer");
        }
    }

    private RequestHandler.Answer far() {
        return answers.of(new There());
    }

    @Test
    void it_is_answered_once_when_all_parts_are_in() {
        var far = far();
        answers.own().send(OWN);
        assertThat(outcome).isEmpty();
        far.send(FAR);
        assertThat(outcome).isEmpty();

        posted.remove().run();

        assertThat(outcome).containsExactly("joined [0, 1]", "far");
    }

    @Test
    void where_no_part_wants_an_answer_there_is_none() {
        far().none();
        answers.own().none();
        posted.remove().run();

        assertThat(outcome).containsExactly("none");
    }

    @Test
    void one_part_that_ends_the_connection_ends_it() {
        far().disconnect();
        posted.remove().run();
        answers.own().none();

        assertThat(outcome).containsExactly("disconnect");
    }

    @Test
    void only_the_loop_of_the_connection_knows_whether_anybody_waits() {
        isWanted = false;

        assertThat(answers.own().isWanted()).isFalse();
        assertThat(far().isWanted()).isTrue();
    }
}
