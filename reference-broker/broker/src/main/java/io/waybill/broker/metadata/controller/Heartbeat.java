package io.waybill.broker.metadata.controller;

/**
 * What a broker says of itself now and then.
 *
 * @param broker its id
 * @param brokerEpoch its life
 * @param metadataIndex the index up to which it has applied the metadata log
 * @param wantsFence whether it asks not to lead, yet
 * @param wantsShutdown whether it asks to stop
 */
public record Heartbeat(int broker, long brokerEpoch, long metadataIndex, boolean wantsFence, boolean wantsShutdown) {}
