/**
 * A cluster that someone else runs: reached, looked at, given topics of our own for a while, and left as it was.
 *
 * <p>The rules of the room: nothing is touched but topics that this run has made; what connects us is never printed and
 * never stored.
 */
@NullMarked
package io.waybill.system.kafka.client.remote;

import org.jspecify.annotations.NullMarked;
