/** What nodes know of the time, rightly or wrongly, and the timers that follow it. */
@NullMarked
package io.waybill.simulator.clock;

import org.jspecify.annotations.NullMarked;
