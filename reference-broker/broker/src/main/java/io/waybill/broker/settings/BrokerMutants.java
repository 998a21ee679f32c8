package io.waybill.broker.settings;

import io.waybill.broker.metadata.settings.MetadataMutant;
import io.waybill.broker.metadata.settings.MetadataMutants;
import io.waybill.log.settings.LogMutant;
import io.waybill.log.settings.LogSettings;
import io.waybill.raft.settings.Mutants;
import io.waybill.raft.settings.QuorumMutant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The planted flaws of a node, from all its parts. Those of the metadata must be on in all nodes of a cluster or in
 * none.
 *
 * @param replication of what it decides about its replicas
 * @param log of its logs
 * @param metadata of the metadata
 * @param quorum of the quorum
 */
public record BrokerMutants(
        List<BrokerMutant> replication, LogSettings.Mutants log, MetadataMutants metadata, Mutants quorum) {

    /** None of them: a node that is meant to be right. */
    public static final BrokerMutants NONE =
            new BrokerMutants(List.of(), LogSettings.Mutants.none(), MetadataMutants.NONE, Mutants.NONE);

    public BrokerMutants {
        replication = List.copyOf(replication);
    }

    /** Returns the flaws of these ids, whatever part they are of; empty where one is not known. */
    public static Optional<BrokerMutants> ofIds(List<String> ids) {
        var replication = new ArrayList<BrokerMutant>();
        var log = new ArrayList<LogMutant>();
        var metadata = new ArrayList<MetadataMutant>();
        var quorum = new ArrayList<QuorumMutant>();
        for (String id : ids) {
            boolean known = false;
            for (BrokerMutant each : BrokerMutant.values()) {
                known |= each.id().equalsIgnoreCase(id) && replication.add(each);
            }
            for (LogMutant each : LogMutant.values()) {
                known |= each.id().equalsIgnoreCase(id) && log.add(each);
            }
            for (MetadataMutant each : MetadataMutant.values()) {
                known |= each.id().equalsIgnoreCase(id) && metadata.add(each);
            }
            for (QuorumMutant each : QuorumMutant.values()) {
                known |= each.id().equalsIgnoreCase(id) && quorum.add(each);
            }
            if (!known) {
                return Optional.empty();
            }
        }
        return Optional.of(new BrokerMutants(
                replication, new LogSettings.Mutants(log), new MetadataMutants(metadata), new Mutants(quorum)));
    }

    /** Returns whether a flaw of the replicas is on. */
    public boolean has(BrokerMutant mutant) {
        return !replication.isEmpty() && replication.contains(mutant);
    }

    /** Returns whether none is on. */
    public boolean isEmpty() {
        return replication.isEmpty() && log.on().isEmpty() && metadata.on().isEmpty() && quorum.isEmpty();
    }
}
