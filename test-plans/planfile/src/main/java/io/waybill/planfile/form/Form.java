package io.waybill.planfile.form;

import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.Tree;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What may stand at a place, and what it means.
 *
 * @param <T> what it is read as
 */
public interface Form<T> {

    /**
     * Reads what stands there.
     *
     * @return empty where it is wrong; then {@code problems} has more than before
     */
    Optional<T> read(Tree tree, Problems problems);

    /**
     * Returns what may stand there as JSON Schema.
     *
     * @param definitions where forms that are used more than once put theirs, by name
     */
    Map<String, Object> schema(Definitions definitions);

    /** Returns the same form, read as something else. */
    default <R> Form<R> as(Function<? super T, ? extends R> meaning) {
        return new Form<>() {
            @Override
            public Optional<R> read(Tree tree, Problems problems) {
                return Form.this.read(tree, problems).map(meaning);
            }

            @Override
            public Map<String, Object> schema(Definitions definitions) {
                return Form.this.schema(definitions);
            }
        };
    }

    /** Returns the same form, which has more to say about what was read: it adds what is wrong with it. */
    default Form<T> checked(BiConsumer<? super T, Problems> check) {
        return new Form<>() {
            @Override
            public Optional<T> read(Tree tree, Problems problems) {
                Optional<T> read = Form.this.read(tree, problems);
                int before = problems.count();
                read.ifPresent(value -> check.accept(value, problems));
                return problems.count() == before ? read : Optional.empty();
            }

            @Override
            public Map<String, Object> schema(Definitions definitions) {
                return Form.this.schema(definitions);
            }
        };
    }

    /** Returns the same form, with a name in the schema. */
    default Form<T> defined(String definition) {
        return new Form<>() {
            @Override
            public Optional<T> read(Tree tree, Problems problems) {
                return Form.this.read(tree, problems);
            }

            @Override
            public Map<String, Object> schema(Definitions definitions) {
                return definitions.reference(definition, () -> Form.this.schema(definitions));
            }
        };
    }
}
