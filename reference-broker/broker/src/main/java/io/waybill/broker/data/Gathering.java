package io.waybill.broker.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks several at once and goes on when all have answered, in the order of the questions. */
final class Gathering<R> {

    private final List<@Nullable R> answers;
    private final Consumer<List<R>> done;
    private int open;

    private Gathering(int count, Consumer<List<R>> done) {
        this.answers = new ArrayList<>(Collections.nCopies(count, null));
        this.done = done;
        this.open = count + 1;
    }

    /**
     * Asks.
     *
     * @param ask is given each question and where its answer goes, once, now or later
     * @param done is given the answers
     */
    static <Q, R> void of(List<Q> questions, BiConsumer<Q, Consumer<R>> ask, Consumer<List<R>> done) {
        var gathering = new Gathering<R>(questions.size(), done);
        for (int i = 0; i < questions.size(); i++) {
            int index = i;
            ask.accept(questions.get(i), answer -> gathering.take(index, answer));
        }
        gathering.end();
    }

    private void take(int index, R answer) {
        if (answers.get(index) == null) {
            answers.set(index, answer);
            end();
        }
    }

    private void end() {
        open--;
        if (open == 0) {
            var all = new ArrayList<R>(answers.size());
            for (R answer : answers) {
                if (answer != null) {
                    all.add(answer);
                }
            }
            done.accept(all);
        }
    }
}
