package io.waybill.planfile.fault;

import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.ObjectForm;
import io.waybill.planfile.form.Values;
import java.util.List;
import java.util.function.Function;

/**
 * One way in which something breaks: a map that begins with its word.
 *
 * @param word the key that says which it is
 * @param form all its keys
 * @param meaning what it means; throws IllegalArgumentException where that makes no sense, with a sentence
 * @param <T> what it means
 */
record Verb<T>(String word, ObjectForm form, Function<Values, T> meaning) {

    /** Returns the verb whose first field has its word. */
    static <T> Verb<T> of(Function<Values, T> meaning, Field<?>... fields) {
        String word = fields[0].key();
        return new Verb<>(word, new ObjectForm("fault \"" + word + "\"", List.of(fields)), meaning);
    }

    /** Returns the same with more fields, of which more is meant. */
    <R> Verb<R> with(List<Field<?>> more, MoreMeaning<T, R> means) {
        return new Verb<>(word, form.with(more), values -> means.of(values, meaning.apply(values)));
    }

    /** What is meant by a map of which a part means something already. */
    interface MoreMeaning<T, R> {
        /** Returns it. */
        R of(Values values, T part);
    }
}
