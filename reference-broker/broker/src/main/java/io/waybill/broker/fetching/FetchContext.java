package io.waybill.broker.fetching;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What all fetches of a broker share.
 *
 * @param broker its id
 * @param brokerEpoch what its life is registered with now; -1 where it is not
 * @param addresses where leaders are found
 * @param settings as they are now
 * @param flaws what followers do wrong on purpose
 * @param probes the moments to notice
 */
record FetchContext(
        int broker,
        LongSupplier brokerEpoch,
        BrokerAddresses addresses,
        Supplier<FetchSettings> settings,
        FollowerFlaws flaws,
        FetchProbes probes) {}
