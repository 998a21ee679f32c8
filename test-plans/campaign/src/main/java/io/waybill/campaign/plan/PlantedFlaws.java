package io.waybill.campaign.plan;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.simulation.Subject;
import io.waybill.simulation.cluster.ClusterRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Flaws that are planted in the brokers on purpose.
 *
 * @param byId what is wrong, by the id that switches it on; empty where the brokers are meant to be right
 * @param mutants the same, as the brokers know them
 */
public record PlantedFlaws(SortedMap<String, String> byId, BrokerMutants mutants) {

    /** None. */
    public static final PlantedFlaws NONE = new PlantedFlaws(new TreeMap<>(), BrokerMutants.NONE);

    public PlantedFlaws {
        byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
    }

    /** Returns the flaws of these ids, upper or lower case; empty where one is not known. */
    public static Optional<PlantedFlaws> of(List<String> ids) {
        Optional<BrokerMutants> mutants = BrokerMutants.ofIds(ids);
        Optional<Subject> subject = ClusterRun.subject(Subject.DEFAULT_PROFILE, ids);
        if (mutants.isEmpty() || subject.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, String> byId = new TreeMap<>();
        subject.get().flaws().forEach(flaw -> byId.put(flaw.id(), flaw.description()));
        return Optional.of(new PlantedFlaws(byId, mutants.get()));
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
