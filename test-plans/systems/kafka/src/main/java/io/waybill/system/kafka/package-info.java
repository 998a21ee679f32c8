/**
 * Apache Kafka as a system under test: combined KRaft nodes as processes on loopback, and the official client as
 * driver.
 *
 * <p>Two rules of the room: the broker's own jars are fetched on first use and never come near this class path; and an
 * error of the client becomes an outcome in one table only, {@link io.waybill.system.kafka.KafkaOutcomes}.
 */
@NullMarked
package io.waybill.system.kafka;

import org.jspecify.annotations.NullMarked;
