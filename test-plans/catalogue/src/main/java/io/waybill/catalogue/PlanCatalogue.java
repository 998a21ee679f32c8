package io.waybill.catalogue;

import io.waybill.plan.Plan;
import java.util.List;
import java.util.Optional;

/** The shipped plans. */
public final class PlanCatalogue {

    private static final List<Plan> PLANS = List.of(
            KillsAndPartitions.plan(), LeaderKills.acksAll(), LeaderKills.acksOne(), ExactlyOnceInAPartition.plan());

    private PlanCatalogue() {}

    /** Returns all plans, in the order in which a newcomer should meet them. */
    public static List<Plan> plans() {
        return PLANS;
    }

    /** Returns the plan that is run where none is named: the first, our own broker under kills and cut links. */
    public static Plan usual() {
        return PLANS.get(0);
    }

    /** Returns the plan of that name. */
    public static Optional<Plan> named(String name) {
        return PLANS.stream().filter(plan -> plan.name().equals(name)).findFirst();
    }
}
