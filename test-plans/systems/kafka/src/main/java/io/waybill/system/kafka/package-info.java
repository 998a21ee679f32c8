/**
 * Apache Kafka as a system under test: combined KRaft nodes as processes on loopback.
 *
 * <p>A rule of the room: the broker's own jars are fetched on first use and never come near this class path.
 */
@NullMarked
package io.waybill.system.kafka;

import org.jspecify.annotations.NullMarked;
