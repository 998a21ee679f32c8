/** The judge of queues: partitions without offsets, whose messages are handed out, settled or returned. */
@NullMarked
package io.waybill.checker.queue;

import org.jspecify.annotations.NullMarked;
