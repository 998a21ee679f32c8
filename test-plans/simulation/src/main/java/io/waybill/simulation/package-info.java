/**
 * What all runs in a simulated world have in common, whatever lives in it: what a run came to, who starts again what
 * crashed, how long one waits for what must go on, and how a run is shown.
 *
 * <p>A run is one thread and no clock; whoever wants many runs at once gives each to a thread of its own.
 */
@NullMarked
package io.waybill.simulation;

import org.jspecify.annotations.NullMarked;
