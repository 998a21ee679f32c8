package io.waybill.simulation.finding;

import java.util.List;

/**
 * What is still wrong where more was destroyed than a quorum can bear: a member that takes damage for data, or goes
 * down for another reason than the damage. Losing what is gone is not wrong then; passing off something else for it is.
 */
public final class Silence {

    private static final List<String> LIES = List.of("corrupt-read", "phantom-read");

    private Silence() {}

    /** Returns those of the findings that nothing excuses. */
    public static List<Finding> brokenIn(List<Finding> findings) {
        return findings.stream()
                .filter(each -> each.layer() == Layer.CRASH || LIES.contains(each.id()))
                .toList();
    }
}
