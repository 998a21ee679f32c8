package io.waybill.campaign.local;

import io.waybill.campaign.plan.PlantedFlaws;
import java.util.List;
import java.util.Optional;

/**
 * A planted flaw and what shows it on a cluster of processes.
 *
 * @param id the flaw's: {@code R4}
 * @param by what clients see it in; empty where they cannot
 * @param otherwise why they cannot, in a sentence without its stop; empty where they can
 */
public record LocalTrial(String id, Optional<Part> by, String otherwise) {

    public LocalTrial {
        if (by.isPresent() != otherwise.isEmpty()) {
            throw new IllegalArgumentException("flaw " + id + " needs a plan or a reason, one of them");
        }
    }

    /**
     * A configuration of a plan, run alone: the flaw takes the place of the plan's controls.
     *
     * @param plan the name of a shipped plan
     * @param configuration the name of one of its configurations
     */
    public record Part(String plan, String configuration) {}

    static LocalTrial shown(String id, String plan, String configuration) {
        return new LocalTrial(id, Optional.of(new Part(plan, configuration)), "");
    }

    static LocalTrial unseen(String id, String otherwise) {
        return new LocalTrial(id, Optional.empty(), otherwise);
    }

    /** Returns what is wrong, in a few words. */
    public String description() {
        return PlantedFlaws.of(List.of(id))
                .map(flaws -> String.join("; ", flaws.byId().values()))
                .orElseThrow(() -> new IllegalStateException("there is no flaw " + id));
    }
}
