package io.waybill.planfile.fault;

import io.waybill.fault.Combinations;
import io.waybill.fault.Fault;
import io.waybill.fault.LinkFault;
import io.waybill.fault.Schedule;
import io.waybill.fault.ScheduledFault;
import io.waybill.fault.Span;
import io.waybill.plan.AwaitedMoment;
import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.Form;
import io.waybill.planfile.form.Nested;
import io.waybill.planfile.form.Scalars;
import io.waybill.planfile.form.Times;
import io.waybill.planfile.form.Values;
import io.waybill.planfile.tree.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The faults of a plan file. */
public final class FaultForms {

    private static final int MOST_TIMES = 100_000;

    static final Field<Span> AT =
            Field.optional("at", Times.SPAN, "Once, at this time from the start of the storm, or drawn from a range.");
    static final Field<Span> EVERY = Field.optional("every", Times.SPAN, "Again and again, this far apart.");
    static final Field<AwaitedMoment> WHEN = Field.optional(
            "when", MomentForm.MOMENT, "When this moment comes about; with every, the first time after each interval.");
    static final Field<Span> AFTER = Field.optional("after", Times.SPAN, "With when: how long after it. Default: 0s.");
    static final Field<Integer> TIMES = Field.optional(
            "times",
            Scalars.integer(1, MOST_TIMES),
            "With when: how often at most. Default: 1; with every: as often as it fits.");

    private static final Field<Duration> STEP_AFTER =
            Field.optional("after", Times.DURATION, "How long after the first step. Default: 0s.");
    private static final Field<String> TOGETHER = Field.required(
            "together", Scalars.TEXT, "Several faults that only mean something together; the name that reports use.");
    private static final Form<Fault.Step> STEP = new VerbsForm<>("step", steps(), VerbsForm.Rules.NONE);
    private static final Field<List<Fault.Step>> STEPS =
            Field.required("steps", Nested.list(STEP), "What happens, each some time after the common start.");
    private static final Field<Integer> SWIZZLE = Field.required(
            "swizzle",
            Scalars.integer(1, 9),
            "So many nodes lose all their links one by one, and get them back one by one in another order.");
    private static final Field<Duration> APART = Field.required("apart", Times.DURATION, "The time between two.");
    private static final Field<Duration> HELD =
            Field.required("for", Times.DURATION, "How long the last one is without links, at least.");
    private static final Field<Integer> ROLLING = Field.required(
            "rolling-restart", Scalars.integer(1, 9), "So many nodes, n1 first, end without warning and come back.");
    private static final Field<Duration> DOWN = Field.required("for", Times.DURATION, "How long each is down.");
    private static final List<Field<?>> SCHEDULE = List.of(AT, EVERY, WHEN, AFTER, TIMES);

    /** The list of faults. */
    public static final Form<List<ScheduledFault>> FAULTS = Nested.list(
                    new VerbsForm<>("fault", scheduled(), new VerbsForm.Rules(FaultForms::isScheduled, rules())))
            .defined("faults");

    private FaultForms() {}

    private static List<Verb<Fault.Step>> steps() {
        List<Verb<Fault.Step>> steps = new ArrayList<>();
        for (Verb<Fault.Single> verb : SingleVerbs.all()) {
            steps.add(verb.with(
                    List.of(STEP_AFTER),
                    (values, fault) -> new Fault.Step(values.get(STEP_AFTER, Duration.ZERO), fault)));
        }
        return steps;
    }

    private static List<Verb<ScheduledFault>> scheduled() {
        Stream<Verb<Fault>> singles =
                SingleVerbs.all().stream().map(verb -> verb.with(List.of(), (values, one) -> one));
        return Stream.concat(singles, combined().stream())
                .map(verb -> verb.with(SCHEDULE, (values, fault) -> new ScheduledFault(schedule(values), fault)))
                .toList();
    }

    private static List<Verb<Fault>> combined() {
        return List.of(
                Verb.of(values -> new Fault.Combined(values.need(TOGETHER), values.need(STEPS)), TOGETHER, STEPS),
                Verb.of(
                        values -> Combinations.swizzle(
                                values.need(SWIZZLE), values.need(APART), values.need(HELD), new LinkFault.Stall()),
                        SWIZZLE,
                        APART,
                        HELD),
                Verb.of(
                        values -> Combinations.rollingRestart(
                                Stream.iterate(1, node -> node + 1)
                                        .limit(values.need(ROLLING))
                                        .toList(),
                                values.need(DOWN),
                                values.need(APART)),
                        ROLLING,
                        DOWN,
                        APART));
    }

    private static Schedule schedule(Values values) {
        if (values.get(WHEN).isPresent()) {
            boolean spaced = values.get(EVERY).isPresent();
            return new Schedule.When(
                    values.need(WHEN).name(),
                    values.get(AFTER, Span.of(Duration.ZERO)),
                    values.get(TIMES, spaced ? MOST_TIMES : 1),
                    values.get(EVERY, Schedule.ALWAYS));
        }
        return values.get(AT).<Schedule>map(Schedule.Once::new).orElseGet(() -> new Schedule.Every(values.need(EVERY)));
    }

    private static boolean isScheduled(Values values, Problems problems) {
        int before = problems.count();
        boolean at = values.get(AT).isPresent();
        boolean every = values.get(EVERY).isPresent();
        boolean when = values.get(WHEN).isPresent();
        if (!at && !every && !when) {
            problems.add(values.place(), "this fault never begins", "say at, every or when");
        } else if (at && (every || when)) {
            Field<?> other = every ? EVERY : WHEN;
            problems.add(
                    values.place(other),
                    "a fault begins in one way, was \"at\" and \"" + other.key() + "\"",
                    "leave one out");
        }
        for (Field<?> field : List.of(AFTER, TIMES)) {
            if (values.get(field).isPresent() && !when) {
                problems.add(
                        values.place(field),
                        "\"" + field.key() + "\" goes with when",
                        field.equals(AFTER) ? "without it, say at" : "leave it out");
            }
        }
        return problems.count() == before;
    }

    private static Map<String, Object> rules() {
        Map<String, Object> together = new LinkedHashMap<>();
        together.put(AFTER.key(), List.of(WHEN.key()));
        together.put(TIMES.key(), List.of(WHEN.key()));
        Map<String, Object> rules = new LinkedHashMap<>();
        rules.put(
                "allOf",
                List.of(
                        Map.of("anyOf", List.of(required(AT), required(EVERY), required(WHEN))),
                        Map.of("not", required(AT, EVERY)),
                        Map.of("not", required(AT, WHEN))));
        rules.put("dependentRequired", together);
        return rules;
    }

    private static Map<String, Object> required(Field<?>... fields) {
        return Map.of("required", Stream.of(fields).<String>map(Field::key).toList());
    }
}
