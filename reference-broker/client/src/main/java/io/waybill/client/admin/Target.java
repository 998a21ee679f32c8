package io.waybill.client.admin;

import io.waybill.client.consumer.TopicPart;

/** Who can answer. */
sealed interface Target {

    /** Any broker: it answers by itself or forwards to the controller (KIP-590). */
    Target ANY = new Any();

    /** See {@link #ANY}. */
    record Any() implements Target {}

    /** Who leads a partition. */
    record Leader(TopicPart part) implements Target {}

    /** A certain broker. */
    record Broker(int id) implements Target {}
}
