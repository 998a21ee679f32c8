package io.waybill.planfile.fault;

import io.waybill.fault.Partition;
import io.waybill.plan.AwaitedMoment;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A moment that a fault waits for: {@code lone-leader}, or in one partition, {@code lone-leader(orders)}, named as
 * targets name it.
 */
public final class MomentForm implements Form<AwaitedMoment> {

    /** The one form of all moments. */
    static final Form<AwaitedMoment> MOMENT = new MomentForm().defined("when");

    /** Those that the format knows and nobody can see yet, of a topic or not. */
    private static final List<String> LATER = List.of("open-transaction", "between-process-and-commit", "rebalance");

    private static final String TOPIC = "\\(([A-Za-z0-9._-]+)\\)";
    private static final Pattern TEXT = Pattern.compile("([^()]+)(?:" + TOPIC + ")?");

    private MomentForm() {}

    /** Returns the name of a moment in a plan file: its sentence, with hyphens. */
    public static String name(Moment moment) {
        return moment.sentence().replace(' ', '-');
    }

    /** Returns the text that means a moment. */
    static String text(AwaitedMoment awaited) {
        return name(awaited.moment())
                + awaited.partition().map(each -> "(" + each.name() + ")").orElse("");
    }

    @Override
    public Optional<AwaitedMoment> read(Tree tree, Problems problems) {
        if (!(tree instanceof Tree.Scalar scalar) || scalar.type() != Tree.ScalarType.TEXT) {
            problems.add(tree.place(), "this is " + tree.kind() + ", expected a moment");
            return Optional.empty();
        }
        Matcher matcher = TEXT.matcher(scalar.text());
        String name = matcher.matches() ? matcher.group(1) : scalar.text();
        Optional<Partition> partition =
                matcher.matches() ? Optional.ofNullable(matcher.group(2)).map(VictimForm::partition) : Optional.empty();
        Optional<Moment> moment = Arrays.stream(Moment.values())
                .filter(each -> name(each).equals(name))
                .findFirst();
        if (moment.isEmpty()) {
            problems.add(
                    scalar.place(),
                    "\"" + scalar.text() + "\""
                            + (LATER.contains(name)
                                    ? " is not supported yet: nobody can tell when it comes about"
                                    : " is no moment"),
                    Similar.among(name, names(Arrays.asList(Moment.values()))));
        } else if (partition.isPresent() && !moment.get().isOfPartition()) {
            problems.add(scalar.place(), "\"" + name + "\" does not come about in a partition", "say " + name);
            return Optional.empty();
        }
        return moment.map(each -> new AwaitedMoment(each, partition));
    }

    private static List<String> names(List<Moment> moments) {
        return moments.stream().map(MomentForm::name).toList();
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        Map<Boolean, List<Moment>> byPlace =
                Arrays.stream(Moment.values()).collect(Collectors.partitioningBy(Moment::isOfPartition));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put(
                "pattern",
                "^(?:" + String.join("|", names(byPlace.getOrDefault(false, List.of()))) + "|(?:"
                        + String.join("|", names(byPlace.getOrDefault(true, List.of()))) + "|"
                        + String.join("|", LATER) + ")(?:" + TOPIC + ")?)$");
        return schema;
    }
}
