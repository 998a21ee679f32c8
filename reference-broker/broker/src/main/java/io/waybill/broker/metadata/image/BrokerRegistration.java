package io.waybill.broker.metadata.image;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a broker: one life of it.
 *
 * @param id 0 or more
 * @param incarnation tells this life from those before
 * @param epoch the index of the command that registered this life: larger than that of any life before
 * @param fenced whether it must not lead and must not be in sync: it has not caught up, or has been silent
 * @param shutdownIndex the index of the command that began its controlled shutdown, -1 where none has begun
 * @param endpoints where it can be reached
 * @param rack where it stands, null where it did not say
 */
public record BrokerRegistration(
        int id,
        UUID incarnation,
        long epoch,
        boolean fenced,
        long shutdownIndex,
        List<BrokerEndpoint> endpoints,
        @Nullable String rack) {

    public BrokerRegistration {
        endpoints = List.copyOf(endpoints);
    }

    /** Returns whether it may lead and be in sync: neither fenced nor about to stop. */
    public boolean isActive() {
        return !fenced && shutdownIndex < 0;
    }

    /** Returns whether it has asked to stop. */
    public boolean isShuttingDown() {
        return shutdownIndex >= 0;
    }

    /** Returns the same life, fenced. A controlled shutdown ends with it. */
    public BrokerRegistration fence() {
        return new BrokerRegistration(id, incarnation, epoch, true, -1, endpoints, rack);
    }

    /** Returns the same life, not fenced. */
    public BrokerRegistration unfence() {
        return new BrokerRegistration(id, incarnation, epoch, false, shutdownIndex, endpoints, rack);
    }

    /** Returns the same life, about to stop. */
    public BrokerRegistration beginShutdown(long index) {
        return new BrokerRegistration(id, incarnation, epoch, fenced, index, endpoints, rack);
    }
}
