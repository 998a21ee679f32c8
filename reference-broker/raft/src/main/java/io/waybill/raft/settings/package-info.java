/**
 * How a quorum is set up: who belongs to it and where it listens, how long it waits, how much it does at once, and the
 * flaws that are planted in it on purpose.
 */
@NullMarked
package io.waybill.raft.settings;

import org.jspecify.annotations.NullMarked;
