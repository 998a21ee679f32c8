package io.waybill.simulation.cluster;

import io.waybill.broker.metadata.settings.MetadataMutant;
import io.waybill.broker.settings.BrokerMutant;
import io.waybill.broker.settings.BrokerMutants;
import io.waybill.client.config.ClientMutant;
import io.waybill.log.settings.LogMutant;
import io.waybill.raft.settings.QuorumMutant;
import io.waybill.simulation.Subject.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Flaws that are planted on purpose in a run of a cluster.
 *
 * @param nodes of its nodes, the same in all of them
 * @param clients of its producers, the same in all of them
 */
public record ClusterFlaws(BrokerMutants nodes, List<ClientMutant> clients) {

    /** None of them: a run that is meant to be right. */
    public static final ClusterFlaws NONE = new ClusterFlaws(BrokerMutants.NONE, List.of());

    public ClusterFlaws {
        clients = List.copyOf(clients);
    }

    /** Returns the flaws of these ids, whatever part they are of; empty where one is not known. */
    public static Optional<ClusterFlaws> ofIds(List<String> ids) {
        List<ClientMutant> clients = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String id : ids) {
            int before = clients.size();
            for (ClientMutant each : ClientMutant.values()) {
                if (each.id().equalsIgnoreCase(id)) {
                    clients.add(each);
                }
            }
            if (clients.size() == before) {
                others.add(id);
            }
        }
        return BrokerMutants.ofIds(others).map(nodes -> new ClusterFlaws(nodes, clients));
    }

    /** Returns the ids of all flaws that can be planted, brokers' first. */
    public static List<String> knownIds() {
        List<String> ids = new ArrayList<>();
        Stream.of(BrokerMutant.values()).map(BrokerMutant::id).forEach(ids::add);
        Stream.of(LogMutant.values()).map(LogMutant::id).forEach(ids::add);
        Stream.of(MetadataMutant.values()).map(MetadataMutant::id).forEach(ids::add);
        Stream.of(QuorumMutant.values()).map(QuorumMutant::id).forEach(ids::add);
        Stream.of(ClientMutant.values()).map(ClientMutant::id).forEach(ids::add);
        return ids;
    }

    /** Returns them all in words. */
    public List<Flaw> all() {
        List<Flaw> all = new ArrayList<>();
        nodes.replication().forEach(each -> all.add(new Flaw(each.id(), each.description())));
        nodes.log().on().forEach(each -> all.add(new Flaw(each.id(), each.description())));
        nodes.metadata().on().forEach(each -> all.add(new Flaw(each.id(), each.description())));
        nodes.quorum().on().forEach(each -> all.add(new Flaw(each.id(), each.description())));
        clients.forEach(each -> all.add(new Flaw(each.id(), each.description())));
        return all;
    }
}
