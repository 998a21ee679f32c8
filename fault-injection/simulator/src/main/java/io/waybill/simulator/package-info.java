/**
 * A world in one thread: nodes, the links between them, their disks, clocks and machines, and everything that can
 * befall those, all decided by a seed, in virtual time, thousands of times faster than life and again exactly the same.
 *
 * <p>{@link io.waybill.simulator.World} is the door. Two rules of the room: whatever happens is an event in one queue,
 * ordered by time and then by when it was scheduled; and whatever is random is drawn from the seed and a key of its
 * own, so that a fault more or less does not reshuffle the rest.
 */
@NullMarked
package io.waybill.simulator;

import org.jspecify.annotations.NullMarked;
