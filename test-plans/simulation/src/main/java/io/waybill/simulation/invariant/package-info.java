/**
 * What must hold of a quorum at any time, checked after each event of each member with eyes that no client has: a
 * shadow of every log, of every promise that a member made, and of what is committed, kept up to date by what members
 * tell a listener.
 *
 * <p>Two rules of the room: what is checked costs as much as what has changed, not as much as there is; and what a
 * member says of itself is compared with what it said before and with what others say, so that a member that forgets is
 * caught by its own words.
 */
@NullMarked
package io.waybill.simulation.invariant;

import org.jspecify.annotations.NullMarked;
