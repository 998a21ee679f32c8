package io.waybill.planfile;

import io.waybill.checker.Claim;
import io.waybill.fault.ScheduledFault;
import io.waybill.plan.Conduct;
import io.waybill.planfile.fault.FaultForms;
import io.waybill.planfile.form.Definitions;
import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.Form;
import io.waybill.planfile.form.Nested;
import io.waybill.planfile.form.Nested.Placed;
import io.waybill.planfile.form.ObjectForm;
import io.waybill.planfile.form.Scalars;
import io.waybill.planfile.form.Times;
import io.waybill.planfile.form.Values;
import io.waybill.planfile.section.ClaimsSection;
import io.waybill.planfile.section.ClaimsSection.Claims;
import io.waybill.planfile.section.ClientsSection;
import io.waybill.planfile.section.ClusterSection;
import io.waybill.planfile.section.ExpectSection;
import io.waybill.planfile.section.PhasesSection;
import io.waybill.planfile.section.PressureSection;
import io.waybill.planfile.section.WorkloadSection;
import io.waybill.planfile.tree.Problems;
import io.waybill.planfile.tree.Tree;
import io.waybill.planfile.tree.TreePath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** All that may stand in a plan file, as fields. */
final class Document {

    private static final String WORDS = "[a-z0-9]+(?:-[a-z0-9]+)*";

    // ---- what makes a configuration ----------------------------------------------------------------------------

    static final Field<Values> CLUSTER = Field.optional("cluster", ClusterSection.FORM, "What is tested.");
    static final Field<Values> CLIENTS = Field.optional("clients", ClientsSection.FORM, "Who sends and who receives.");
    static final Field<Values> WORKLOAD = Field.optional("workload", WorkloadSection.FORM, "What they have to do.");
    static final Field<Values> PHASES =
            Field.optional("phases", PhasesSection.FORM, "What happens when; faults only happen in the storm.");
    static final Field<List<ScheduledFault>> FAULTS =
            Field.optional("faults", FaultForms.FAULTS, "What goes wrong, whom it hits, when, and for how long.");
    static final Field<Claims> CLAIMS = Field.optional(
            "claims", ClaimsSection.FORM, "What is promised; waybill claims explains each. A list, or a map of names.");
    static final Field<Values> PRESSURE =
            Field.optional("pressure", PressureSection.FORM, "How hard it must have been tried.");
    static final List<Field<?>> SECTIONS = List.of(CLUSTER, CLIENTS, WORKLOAD, PHASES, FAULTS, CLAIMS, PRESSURE);

    /** What a configuration is made of. */
    static final ObjectForm CONFIGURATION = new ObjectForm("configuration", SECTIONS);

    // ---- how configurations differ -----------------------------------------------------------------------------

    private static final Form<String> PATH =
            Scalars.text("a path", TreePath.PATTERN, "such as cluster.config[min.insync.replicas]");
    private static final Form<Tree> ANYTHING = new Anything();
    static final Field<String> MATRIX_SET = Field.required("set", PATH, "What differs: a path.");
    static final Field<Map<String, Placed<Tree>>> MATRIX_TO = Field.required(
            "to", Nested.map("a label", WORDS, ANYTHING), "Its values by their labels: {isr2: 2, isr1: 1}.");
    static final Field<List<Placed<Values>>> MATRIX = Field.optional(
            "matrix",
            Nested.list(
                    Nested.placed(ObjectForm.of("matrix", MATRIX_SET, MATRIX_TO).defined("axis"))),
            "The product of all axes is run; a configuration's name is its labels, joined by hyphens.");
    static final Field<Map<String, Placed<Tree>>> SET =
            Field.optional("set", Nested.map("a path", TreePath.PATTERN, ANYTHING), "Values by their paths, set last.");
    static final Field<Map<String, Placed<Values>>> CONFIGURATIONS = Field.optional(
            "configurations",
            Nested.map(
                    "the name of a configuration",
                    WORDS,
                    CONFIGURATION.with(List.of(SET)).defined("configuration")),
            "What is judged, by name: what each has otherwise than the sections above. Maps merge, lists replace.");
    static final Field<String> LIKE = Field.optional(
            "like", Scalars.text("the name of a configuration", WORDS, ""), "The configuration that it is otherwise.");
    static final Field<List<Claim>> MUST_BREAK =
            Field.optional("must-break", Nested.list(ClaimsSection.CLAIM), "The claims that must be violated.");
    static final Field<String> WHY = Field.optional("why", Scalars.TEXT, "What is broken about it, as a sentence.");
    static final Field<Map<String, Placed<Values>>> CONTROLS = Field.optional(
            "controls",
            Nested.map(
                    "the name of a control",
                    WORDS,
                    new ObjectForm("control", List.of(LIKE, WHY, MUST_BREAK))
                            .with(SECTIONS)
                            .with(List.of(SET))
                            .defined("control")),
            "Configurations that are known to be broken: if they do not break, the run proves nothing.");

    static final Field<Map<String, Placed<Values>>> EXPECT = Field.optional(
            "expect",
            ExpectSection.FORM,
            "Which claims are known to break, or may break, where: by a configuration's name, or words of several.");

    // ---- the plan itself ---------------------------------------------------------------------------------------

    private static final Field<Integer> VERSION =
            Field.required("waybill", Scalars.integer(1, 1), "The version of the format: 1.");
    static final Field<String> NAME = Field.optional(
            "name",
            Scalars.text("a name", WORDS, "lower-case words joined by hyphens"),
            "What the plan shows, as a sentence of lower-case words joined by hyphens.");
    static final Field<String> DESCRIPTION =
            Field.optional("description", Scalars.TEXT, "What it does and why, for people.");
    private static final Form<String> REFERENCE = Scalars.text("a file", ".{1,500}", "");
    static final Field<List<String>> EXTENDS = Field.optional(
            "extends",
            Nested.listOr(Nested.list(REFERENCE), REFERENCE.as(List::of)),
            "Merged first, in order; this file wins. builtin: files ship with Waybill, others are found from here.");

    static final Field<OptionalLong> SEED = Field.optional(
            "seed",
            new SeedForm(),
            "What decides all that is drawn: a number, or random (default). It is always recorded.");
    static final Field<Integer> REPEAT = Field.optional(
            "repeat",
            Scalars.integer(1, 1_000_000),
            "How often all of it is run, each time with a seed of its own. Default: 1.");
    static final Field<Boolean> STOP = Field.optional(
            "stop", Scalars.FLAG, "Leave out the configurations and runs that are still to come. Default: false.");
    static final Field<Duration> SHRINK = Field.optional(
            "shrink",
            Times.DURATION,
            "How long faults that it does not take may be looked for, where it is simulated. Default: 0s.");
    static final Field<Integer> REPLAY = Field.optional(
            "replay",
            Scalars.integer(0, 1000),
            "How often the violated configuration is run again with the same seed, to say how often it fails."
                    + " Default: 0.");
    static final Field<Values> ON_VIOLATION = Field.optional(
            "on-violation",
            ObjectForm.of("on-violation", STOP, SHRINK, REPLAY).defined("on-violation"),
            "What happens when a claim is violated.");
    static final Field<List<String>> FORMATS =
            Field.optional("formats", Nested.list(Scalars.words("a format", formats())), "What is written.");
    static final Field<String> DIRECTORY =
            Field.optional("dir", Scalars.TEXT, "Where runs are kept. Default: .waybill.");
    static final Field<Values> REPORT =
            Field.optional("report", ObjectForm.of("report", FORMATS, DIRECTORY).defined("report"), "What comes out.");
    static final Field<Map<String, Placed<Values>>> PROFILES = Field.optional(
            "profiles",
            Nested.map("the name of a profile", WORDS, profile().defined("profile")),
            "Other sizes of the same plan: what each has otherwise. Maps merge, lists replace.");

    /** The whole file. */
    static final ObjectForm FORM = new ObjectForm("plan", List.of(VERSION, NAME, DESCRIPTION, EXTENDS))
            .with(SECTIONS)
            .with(List.of(MATRIX, CONFIGURATIONS, EXPECT, CONTROLS, SEED, REPEAT, ON_VIOLATION, REPORT, PROFILES));

    private Document() {}

    private static ObjectForm profile() {
        return new ObjectForm("profile", List.of(DESCRIPTION))
                .with(SECTIONS)
                .with(List.of(MATRIX, CONFIGURATIONS, EXPECT, CONTROLS, SEED, REPEAT, ON_VIOLATION, REPORT));
    }

    private static Map<String, String> formats() {
        Map<String, String> formats = new LinkedHashMap<>();
        for (String format : List.of("text", "json", "html", "junit", "github", "sarif")) {
            formats.put(format, format);
        }
        return formats;
    }

    /** Returns how a plan is run. */
    static Conduct conduct(Values values) {
        Values violated = values.get(ON_VIOLATION, Values.nothing(values.place()));
        Values report = values.get(REPORT, Values.nothing(values.place()));
        return new Conduct(
                values.get(SEED, OptionalLong.empty()),
                values.get(REPEAT, 1),
                new Conduct.OnViolation(
                        violated.get(STOP, false), violated.get(SHRINK, Duration.ZERO), violated.get(REPLAY, 0)),
                new Conduct.Reporting(report.get(FORMATS, List.of()), report.get(DIRECTORY)));
    }

    /** Whatever stands there. */
    private record Anything() implements Form<Tree> {
        @Override
        public Optional<Tree> read(Tree tree, Problems problems) {
            return Optional.of(tree);
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            return new LinkedHashMap<>();
        }
    }

    /** A number, or {@code random}. */
    private record SeedForm() implements Form<OptionalLong> {

        private static final Form<Long> NUMBER = Scalars.wide(0, Long.MAX_VALUE);
        private static final Form<String> RANDOM =
                Scalars.text("a seed", "random", "a number such as 0x5eed, or random");

        @Override
        public Optional<OptionalLong> read(Tree tree, Problems problems) {
            boolean number = tree instanceof Tree.Scalar scalar && scalar.type() == Tree.ScalarType.INTEGER;
            return number
                    ? NUMBER.read(tree, problems).map(OptionalLong::of)
                    : RANDOM.read(tree, problems).map(random -> OptionalLong.empty());
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            List<Object> either = new ArrayList<>(List.of(NUMBER.schema(definitions), RANDOM.schema(definitions)));
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("anyOf", either);
            return schema;
        }
    }
}
