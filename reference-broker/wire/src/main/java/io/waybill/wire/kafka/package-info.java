/**
 * The translation between our messages and Kafka's generated ones, and with it every rule that depends on a version.
 * The only packages that know a class of Kafka's client library are this one and {@code io.waybill.wire.compression};
 * whoever replaces the codec replaces them and nothing else.
 */
@NullMarked
package io.waybill.wire.kafka;

import org.jspecify.annotations.NullMarked;
