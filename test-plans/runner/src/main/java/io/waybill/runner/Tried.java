package io.waybill.runner;

import java.util.List;
import java.util.Optional;

/**
 * What is tried on this machine, and how.
 *
 * @param system the name of the system to try, one of the plan's; empty: the plan's usual one, or where flaws are to be
 *     planted the first of the plan's that has them
 * @param flaws the ids of flaws to plant in it; empty: it is as it is
 * @param kept where the cluster of the last configuration goes; empty: each ends with its configuration
 */
public record Tried(Optional<String> system, List<String> flaws, Optional<KeptCluster> kept) {

    public Tried {
        flaws = List.copyOf(flaws);
    }
}
