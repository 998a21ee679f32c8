package io.waybill.campaign.plan;

import io.waybill.simulation.cluster.ClusterFlaws;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Flaws that are planted on purpose in the brokers and in the producers.
 *
 * @param byId what is wrong, by the id that switches it on; empty where all are meant to be right
 * @param mutants the same, as a simulated cluster takes them
 */
public record PlantedFlaws(SortedMap<String, String> byId, ClusterFlaws mutants) {

    /** None. */
    public static final PlantedFlaws NONE = new PlantedFlaws(new TreeMap<>(), ClusterFlaws.NONE);

    public PlantedFlaws {
        byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
    }

    /** Returns the flaws of these ids, upper or lower case; empty where one is not known. */
    public static Optional<PlantedFlaws> of(List<String> ids) {
        return ClusterFlaws.ofIds(ids).map(mutants -> {
            SortedMap<String, String> byId = new TreeMap<>();
            mutants.all().forEach(flaw -> byId.put(flaw.id(), flaw.description()));
            return new PlantedFlaws(byId, mutants);
        });
    }

    /** Returns the ids of all flaws that there are, in the order of the catalogue. */
    public static List<String> known() {
        return ClusterFlaws.knownIds();
    }

    /** Returns their ids, in order. */
    public List<String> ids() {
        return new ArrayList<>(byId.keySet());
    }

    /** Returns whether there are none. */
    public boolean isEmpty() {
        return byId.isEmpty();
    }
}
