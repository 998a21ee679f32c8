/**
 * Consensus without input or output: what a member of the quorum does when something happens. A step is a pure function
 * of the state and the event; what is to be written and sent comes out as effects, and time and randomness come in.
 */
@NullMarked
package io.waybill.raft;

import org.jspecify.annotations.NullMarked;
