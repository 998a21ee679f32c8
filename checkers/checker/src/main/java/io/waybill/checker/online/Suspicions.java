package io.waybill.checker.online;

/**
 * What looks wrong and may still turn out to be right. The final judgement decides.
 *
 * @param unseen acknowledged messages that nobody was handed yet, those that were passed over included
 * @param passedOver of those, the ones at whose place a consumer came by without being handed them
 * @param unannounced messages that were handed out and, as far as is recorded, cannot have been sent
 */
public record Suspicions(long unseen, long passedOver, long unannounced) {}
