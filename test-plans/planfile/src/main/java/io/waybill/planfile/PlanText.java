package io.waybill.planfile;

import io.waybill.checker.Claim;
import io.waybill.plan.Conduct;
import io.waybill.plan.Configuration;
import io.waybill.plan.Control;
import io.waybill.plan.Plan;
import io.waybill.planfile.fault.FaultText;
import io.waybill.planfile.form.Times;
import io.waybill.planfile.section.ClaimsSection;
import io.waybill.planfile.section.ClientsSection;
import io.waybill.planfile.section.ClusterSection;
import io.waybill.planfile.section.ExpectSection;
import io.waybill.planfile.section.PhasesSection;
import io.waybill.planfile.section.PressureSection;
import io.waybill.planfile.section.WorkloadSection;
import io.waybill.planfile.tree.YamlEmitter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes plans as plan files in which everything is said: each configuration whole, every default written out, no
 * matrix, nothing extended. Read again it is the same plan, without its other sizes.
 */
public final class PlanText {

    private PlanText() {}

    /**
     * Returns the file of a plan in its own size.
     *
     * @throws IllegalArgumentException where it has something that no plan file can say: a time with less than a
     *     millisecond
     */
    public static String of(Plan plan) {
        return YamlEmitter.text(map(plan));
    }

    /**
     * Returns all that the file of a plan says, each value by the path that {@code --set} would take: so that two plans
     * can be compared key by key.
     */
    public static SortedMap<String, String> settings(Plan plan) {
        SortedMap<String, String> settings = new TreeMap<>();
        flatten("", map(plan), settings);
        return settings;
    }

    private static void flatten(String path, Object value, SortedMap<String, String> into) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> flatten(path.isEmpty() ? String.valueOf(key) : path + "." + key, each, into));
        } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            for (int i = 0; i < list.size(); i++) {
                flatten(path + "[" + i + "]", list.get(i), into);
            }
        } else {
            into.put(path, String.valueOf(value));
        }
    }

    private static Map<String, Object> map(Plan plan) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("waybill", 1);
        map.put("name", plan.name());
        map.put("description", plan.description());
        Map<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("broker", plan.systems().size() == 1 ? plan.systems().get(0) : plan.systems());
        map.put("cluster", cluster);
        Map<String, Object> configurations = new LinkedHashMap<>();
        plan.configurations().forEach(each -> configurations.put(each.name(), sections(each)));
        map.put("configurations", configurations);
        Map<String, Object> expect = new LinkedHashMap<>();
        plan.configurations().stream()
                .filter(each -> !each.promise().expectations().other().isEmpty())
                .forEach(each -> expect.put(
                        each.name(), ExpectSection.text(each.promise().expectations())));
        if (!expect.isEmpty()) {
            map.put("expect", expect);
        }
        if (!plan.controls().isEmpty()) {
            Map<String, Object> controls = new LinkedHashMap<>();
            plan.controls().forEach(each -> controls.put(each.configuration().name(), control(each)));
            map.put("controls", controls);
        }
        conduct(plan.conduct(), map);
        return map;
    }

    private static Map<String, Object> control(Control control) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("why", control.why());
        map.put(
                "must-break",
                control.mustBreak().stream().sorted().map(Claim::id).toList());
        map.putAll(sections(control.configuration()));
        return map;
    }

    private static Map<String, Object> sections(Configuration configuration) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cluster", ClusterSection.text(configuration.cluster()));
        map.put("clients", ClientsSection.text(configuration.clients()));
        map.put("workload", WorkloadSection.text(configuration.clients().load()));
        map.put("phases", PhasesSection.text(configuration.phases()));
        map.put(
                "faults",
                configuration.faults().faults().stream().map(FaultText::of).toList());
        map.put(
                "claims",
                ClaimsSection.text(
                        configuration.promise().claims(),
                        configuration.promise().recoveryBound()));
        map.put("pressure", PressureSection.text(configuration.promise().pressure()));
        return map;
    }

    private static void conduct(Conduct conduct, Map<String, Object> map) {
        if (conduct.seed().isPresent()) {
            map.put(
                    "seed",
                    new YamlEmitter.Verbatim(
                            "0x" + Long.toHexString(conduct.seed().getAsLong())));
        }
        if (conduct.repeat() != 1) {
            map.put("repeat", conduct.repeat());
        }
        Conduct.OnViolation violated = conduct.onViolation();
        if (!violated.equals(Conduct.OnViolation.GO_ON)) {
            Map<String, Object> then = new LinkedHashMap<>();
            then.put("stop", violated.stop());
            then.put("shrink", Times.text(violated.shrink()));
            then.put("replay", violated.replay());
            map.put("on-violation", then);
        }
        List<String> formats = conduct.reporting().formats();
        Map<String, Object> report = new LinkedHashMap<>();
        if (!formats.isEmpty()) {
            report.put("formats", formats);
        }
        conduct.reporting().directory().ifPresent(directory -> report.put("dir", directory));
        if (!report.isEmpty()) {
            map.put("report", report);
        }
    }
}
