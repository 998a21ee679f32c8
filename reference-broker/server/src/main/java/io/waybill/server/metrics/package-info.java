/**
 * What a node counts of itself, and the page on which Prometheus reads it.
 *
 * <p>Two rules of the room: to count is an addition to a number of our own, wherever the node is at work; and only who
 * reads the page pays for the library that writes it, on a thread that no broker's decision waits for.
 */
@NullMarked
package io.waybill.server.metrics;

import org.jspecify.annotations.NullMarked;
