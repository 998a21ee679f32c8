package io.waybill.planfile.section;

import io.waybill.checker.Claim;
import io.waybill.fault.Fault;
import io.waybill.fault.FaultPlan;
import io.waybill.fault.ScheduledFault;
import io.waybill.fault.Victim;
import io.waybill.plan.Moment;
import io.waybill.plan.Pressure;
import io.waybill.planfile.fault.MomentForm;
import io.waybill.planfile.form.Field;
import io.waybill.planfile.form.Form;
import io.waybill.planfile.form.Nested;
import io.waybill.planfile.form.ObjectForm;
import io.waybill.planfile.form.Scalars;
import io.waybill.planfile.form.Values;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How hard a plan must have tried. Where it names no moments they follow from its faults: a plan that kills leaders is
 * after leaders that are killed with sends in flight, and after leadership that moves.
 */
public final class PressureSection {

    private static final int MOST = 1_000_000;
    private static final Field<Integer> REQUIRED = Field.optional(
            "required", Scalars.integer(0, MOST), "Below it a claim is unknown, however good it looks. Default: 1.");
    private static final Field<Integer> WANTED =
            Field.optional("wanted", Scalars.integer(0, MOST), "Below it a claim is weak. Default: as required.");
    private static final Field<List<Claim>> FOR =
            Field.optional("for", Nested.list(ClaimsSection.CLAIM), "The claims that depend on it. Default: all.");
    private static final Map<Moment, Field<Values>> MOMENT_FIELDS = moments();
    private static final Field<Values> MOMENTS = Field.optional(
            "moments",
            new ObjectForm("moments", new ArrayList<>(MOMENT_FIELDS.values())).defined("moments"),
            "The dangerous moments that must have come about. Default: those that the plan's faults are after.");

    /** The section. */
    public static final Form<Values> FORM =
            ObjectForm.of("pressure", REQUIRED, WANTED, MOMENTS).defined("pressure");

    private PressureSection() {}

    private static Map<Moment, Field<Values>> moments() {
        Form<Values> form = ObjectForm.of("moment", REQUIRED, WANTED, FOR).defined("moment");
        Map<Moment, Field<Values>> fields = new LinkedHashMap<>();
        for (Moment moment : Moment.values()) {
            if (moment.isCounted()) {
                fields.put(moment, Field.optional(MomentForm.name(moment), form, moment.meaning()));
            }
        }
        return fields;
    }

    /** Returns the pressure that the section means. */
    public static List<Pressure> pressure(Values values, FaultPlan faults) {
        int required = values.get(REQUIRED, 1);
        int wanted = Math.max(required, values.get(WANTED, required));
        Optional<Values> named = values.get(MOMENTS);
        List<Pressure> all = new ArrayList<>();
        if (named.isEmpty()) {
            after(faults).forEach(moment -> all.add(Pressure.of(moment, required, values.get(WANTED, wanted))));
            return all;
        }
        MOMENT_FIELDS.forEach((moment, field) -> named.get().get(field).ifPresent(one -> {
            int least = one.get(REQUIRED, required);
            int most = one.get(WANTED).orElseGet(() -> Math.max(least, wanted));
            all.add(new Pressure(moment, least, most, Set.copyOf(one.get(FOR, List.of()))));
        }));
        return all;
    }

    private static Set<Moment> after(FaultPlan faults) {
        Set<Moment> moments = EnumSet.noneOf(Moment.class);
        for (ScheduledFault scheduled : faults.faults()) {
            for (Fault.Single fault : scheduled.fault().singles()) {
                boolean hitsLeader = fault.victims().stream().anyMatch(Victim.Leader.class::isInstance);
                if (hitsLeader && fault instanceof Fault.Kill) {
                    moments.add(Moment.LEADER_KILLED_WITH_SENDS_IN_FLIGHT);
                    moments.add(Moment.LEADERSHIP_MOVED);
                } else if (hitsLeader && fault instanceof Fault.Pause) {
                    moments.add(Moment.LEADER_PAUSED_WITH_SENDS_IN_FLIGHT);
                }
            }
        }
        return moments;
    }

    /** Returns the map that means pressure. */
    public static Map<String, Object> text(List<Pressure> pressure) {
        Map<String, Object> moments = new LinkedHashMap<>();
        for (Pressure each : pressure) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("required", each.required());
            one.put("wanted", each.wanted());
            if (!each.claims().isEmpty()) {
                one.put("for", each.claims().stream().sorted().map(Claim::id).toList());
            }
            moments.put(MomentForm.name(each.moment()), one);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("moments", moments);
        return map;
    }
}
