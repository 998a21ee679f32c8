/** What a simulated world is like before anything is broken in it: latencies, sizes, and how often probes misbehave. */
@NullMarked
package io.waybill.simulator.settings;

import org.jspecify.annotations.NullMarked;
