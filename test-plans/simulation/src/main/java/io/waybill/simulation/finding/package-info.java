/** What a simulated run came to: what was found in it, by whom, and the verdict that follows. */
@NullMarked
package io.waybill.simulation.finding;

import org.jspecify.annotations.NullMarked;
