/**
 * The judge of partitions with offsets: what was sent against what was delivered, in linear time and bounded memory.
 *
 * <p>A partition is judged in passes. A pass goes through deliveries whose offsets ascend, together with the sends of
 * the same offsets, and keeps of each message only what is not settled yet. What does not fit is a suspect, and
 * suspects are decided in a second look by plain rules over all that is known of them.
 */
@NullMarked
package io.waybill.checker.log;

import org.jspecify.annotations.NullMarked;
