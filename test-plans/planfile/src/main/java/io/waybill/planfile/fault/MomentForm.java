package io.waybill.planfile.fault;

import io.waybill.plan.Moment;
import io.waybill.planfile.form.Definitions;
import io.waybill.planfile.form.Form;
import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.Similar;
import io.waybill.planfile.tree.Tree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A moment that a fault waits for: {@code acknowledged-by-a-lone-leader}. */
public final class MomentForm implements Form<Moment> {

    /** The one form of all moments. */
    static final Form<Moment> MOMENT = new MomentForm().defined("when");

    /** Those that the format knows and nobody can see yet, of a topic or not. */
    private static final List<String> LATER =
            List.of("lone-leader", "open-transaction", "between-process-and-commit", "rebalance");

    private MomentForm() {}

    /** Returns the name of a moment in a plan file: its sentence, with hyphens. */
    public static String name(Moment moment) {
        return moment.sentence().replace(' ', '-');
    }

    @Override
    public Optional<Moment> read(Tree tree, Problems problems) {
        if (!(tree instanceof Tree.Scalar scalar) || scalar.type() != Tree.ScalarType.TEXT) {
            problems.add(tree.place(), "this is " + tree.kind() + ", expected a moment");
            return Optional.empty();
        }
        Optional<Moment> moment = Arrays.stream(Moment.values())
                .filter(each -> name(each).equals(scalar.text()))
                .findFirst();
        if (moment.isEmpty()) {
            boolean later = LATER.contains(scalar.text().replaceFirst("\\([A-Za-z0-9._-]+\\)$", ""));
            problems.add(
                    scalar.place(),
                    "\"" + scalar.text() + "\""
                            + (later ? " is not supported yet: nobody can tell when it comes about" : " is no moment"),
                    hint(scalar.text()));
        }
        return moment;
    }

    private static String hint(String text) {
        List<String> names = names();
        return Similar.among(text, names);
    }

    private static List<String> names() {
        return Arrays.stream(Moment.values()).map(MomentForm::name).toList();
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put(
                "pattern",
                "^(?:" + String.join("|", names()) + "|(?:" + String.join("|", LATER)
                        + ")(?:\\([A-Za-z0-9._-]+\\))?)$");
        return schema;
    }
}
