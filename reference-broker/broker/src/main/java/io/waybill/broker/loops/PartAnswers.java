package io.waybill.broker.loops;

import io.waybill.environment.Shards;
import io.waybill.rpc.RequestHandler;
import io.waybill.wire.message.Response;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers the answers to the parts of a request, and answers it when all are there. Used on the loop that gathers. */
final class PartAnswers {

    private final int home;
    private final Function<SortedMap<Integer, Response>, Response> join;
    private final RequestHandler.Answer answer;
    private final SortedMap<Integer, Response> answers = new TreeMap<>();
    private int open;
    private boolean disconnects;

    /**
     * Makes places for the answers to so many parts.
     *
     * @param home the loop that gathers
     * @param join makes the answer of those to the parts, by owner
     */
    PartAnswers(
            int home, int parts, Function<SortedMap<Integer, Response>, Response> join, RequestHandler.Answer answer) {
        this.home = home;
        this.join = join;
        this.answer = answer;
        this.open = parts;
    }

    /** Returns the place of the answer to this loop's own part. */
    RequestHandler.Answer own() {
        return new Part(home) {
            @Override
            void tell(Runnable outcome) {
                outcome.run();
            }

            @Override
            public boolean isWanted() {
                return answer.isWanted();
            }
        };
    }

    /**
     * Returns the place of the answer to another loop's part, for use there.
     *
     * @param there the loops as that one sees them
     */
    RequestHandler.Answer of(Shards there) {
        return new Part(there.self()) {
            @Override
            void tell(Runnable outcome) {
                there.post(home, outcome);
            }

            /** Whether the connection is there is not known here; what is told in vain is forgotten. */
            @Override
            public boolean isWanted() {
                return true;
            }
        };
    }

    private abstract class Part implements RequestHandler.Answer {

        private final int owner;

        Part(int owner) {
            this.owner = owner;
        }

        abstract void tell(Runnable outcome);

        @Override
        public void send(Response response) {
            tell(() -> took(owner, response, false));
        }

        @Override
        public void none() {
            tell(() -> took(owner, null, false));
        }

        @Override
        public void disconnect() {
            tell(() -> took(owner, null, true));
        }
    }

    private void took(int owner, @Nullable Response response, boolean disconnect) {
        if (response != null) {
            answers.put(owner, response);
        }
        disconnects |= disconnect;
        open--;
        if (open > 0) {
            return;
        }
        if (disconnects) {
            answer.disconnect();
        } else if (answers.isEmpty()) {
            answer.none();
        } else {
            answer.send(join.apply(answers));
        }
    }
}
