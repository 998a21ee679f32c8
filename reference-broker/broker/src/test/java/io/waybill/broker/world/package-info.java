/**
 * A small world for the tests of the broker's parts: one thread, virtual time, links that end, disks that forget what
 * was not synced, and a cluster of controllers and brokers in it. Not the simulator: it has only what these tests need.
 */
@NullMarked
package io.waybill.broker.world;

import org.jspecify.annotations.NullMarked;
