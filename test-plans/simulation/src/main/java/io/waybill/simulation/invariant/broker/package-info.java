/**
 * What must hold of the brokers of a cluster at any time: a shadow of every replica's log, of what each partition has
 * committed, and of what the metadata have said, kept up to date by what nodes tell a listener.
 *
 * <p>Two rules of the room: what is checked costs as much as what has changed, not as much as there is; and what is
 * admittedly lost (an unclean election that is allowed, a power cut where memory counts, a disk that a fault has
 * damaged) is demanded of nobody, while all else still is.
 */
@NullMarked
package io.waybill.simulation.invariant.broker;

import org.jspecify.annotations.NullMarked;
