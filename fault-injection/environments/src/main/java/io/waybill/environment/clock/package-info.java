/**
 * Clocks of nodes' own, by libfaketime: the time of day of one process is put wrong while it runs, and that of this
 * machine stays as it is.
 *
 * <p>One rule of the room: monotonic time is never touched. So what a node waits for lasts as long as it says, but
 * where its clock is too fast or too slow: libfaketime makes waits shorter and longer by as much.
 */
@NullMarked
package io.waybill.environment.clock;

import org.jspecify.annotations.NullMarked;
