package io.waybill.broker.fetching;

import io.waybill.broker.settings.BrokerMutants;
import io.waybill.log.settings.LogMutant;

/**
 * What followers do wrong on purpose. Where the log decides wrongly on a divergence, the follower must not ask again,
 * as followers did not before there were epochs: its leader would answer the same for ever.
 *
 * @param neverTruncates R4: it does not say its last epoch, and does not truncate
 * @param truncatesOnce R5: it does not say its last epoch once it was truncated to its high watermark
 */
record FollowerFlaws(boolean neverTruncates, boolean truncatesOnce) {

    static FollowerFlaws of(BrokerMutants mutants) {
        return new FollowerFlaws(
                mutants.log().on().contains(LogMutant.DIVERGENCE_KEPT),
                mutants.log().on().contains(LogMutant.TRUNCATE_TO_HIGH_WATERMARK));
    }
}
