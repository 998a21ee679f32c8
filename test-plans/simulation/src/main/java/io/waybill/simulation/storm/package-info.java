/** What breaks during a run: the storm that a profile and a seed make, and its end. */
@NullMarked
package io.waybill.simulation.storm;

import org.jspecify.annotations.NullMarked;
