/**
 * What a message broker must be able to do to be tested: start as a cluster, be broken and repaired, be sent to and
 * read from. Every system under test implements these few interfaces; the runner knows nothing else of it.
 *
 * <p>Two rules of the room: an answer that does not certainly mean "not done" is
 * {@link io.waybill.system.SendOutcome.Info}; and no type of a broker's own client appears here.
 */
@NullMarked
package io.waybill.system;

import org.jspecify.annotations.NullMarked;
