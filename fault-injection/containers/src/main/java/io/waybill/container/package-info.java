/**
 * Clusters as containers, by Testcontainers: nodes that can be killed, paused, slowed down, wiped and started again at
 * the same addresses, a Toxiproxy beside each, and nothing left behind.
 *
 * <p>Two rules of the room: whatever is made carries the mark of its harness from the moment at which it exists, and
 * what a killed harness leaves is removed by the next one, by that mark alone; and nobody outside this machine can
 * reach what runs here.
 */
@NullMarked
package io.waybill.container;

import org.jspecify.annotations.NullMarked;
