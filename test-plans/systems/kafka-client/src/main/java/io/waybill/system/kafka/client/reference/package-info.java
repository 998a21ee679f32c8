/**
 * The reference client as driver, in real time: the same code that is simulated, on real sockets.
 *
 * <p>A rule of the room: what its answers mean is decided in the client itself (docs/outcomes-reference.md), here they
 * are only handed on.
 */
@NullMarked
package io.waybill.system.kafka.client.reference;

import org.jspecify.annotations.NullMarked;
