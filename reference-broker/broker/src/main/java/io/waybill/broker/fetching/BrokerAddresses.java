package io.waybill.broker.fetching;

import io.waybill.environment.Endpoint;
import java.util.Optional;

/** Where the brokers are found, as the metadata have it now. */
@FunctionalInterface
public interface BrokerAddresses {

    /** Returns where a broker answers other brokers; empty where none of that id is registered. */
    Optional<Endpoint> of(int broker);
}
