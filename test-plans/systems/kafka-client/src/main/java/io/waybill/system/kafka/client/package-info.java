/**
 * Whatever speaks Kafka's protocol, from outside: the official client as driver, the cluster as its admin API shows it,
 * and a cluster of local processes of which nothing else need be known.
 *
 * <p>A rule of the room: an error of the client becomes an outcome in one table only,
 * {@link io.waybill.system.kafka.client.KafkaOutcomes}.
 */
@NullMarked
package io.waybill.system.kafka.client;

import org.jspecify.annotations.NullMarked;
