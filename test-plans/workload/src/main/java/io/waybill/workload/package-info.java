/**
 * The traffic of a run: producers that send at a rate of their own, whatever the broker does, consumers that read
 * everything, and the drain in which they read to the end; all of it recorded.
 *
 * <p>Two rules of the room: whatever is not certain is recorded as {@code info}; and what could not be sent in time is
 * not sent later but counted.
 */
@NullMarked
package io.waybill.workload;

import org.jspecify.annotations.NullMarked;
