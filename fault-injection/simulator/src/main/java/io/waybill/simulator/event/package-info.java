/**
 * The course of events: what is to happen, in which order, on whose loop, and a hash of what has happened.
 *
 * <p>An event either concerns the world (a frame reaches a machine, a disk has done its work) or a loop of a node,
 * where it is a callback. A loop that is paused or busy lets its events wait, in order; one whose incarnation has ended
 * lets them fall.
 */
@NullMarked
package io.waybill.simulator.event;

import org.jspecify.annotations.NullMarked;
