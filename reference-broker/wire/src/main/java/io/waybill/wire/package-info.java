/**
 * Kafka's protocol, for both of its sides: frames become requests and responses in our own words, and back. Without a
 * thread, a socket or a clock: who has bytes asks for the message in them, who has a message asks for its bytes.
 */
@NullMarked
package io.waybill.wire;

import org.jspecify.annotations.NullMarked;
