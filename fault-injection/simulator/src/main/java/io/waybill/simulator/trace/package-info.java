/** What happened in a run, as numbers that two runs compare and as lines that people read. */
@NullMarked
package io.waybill.simulator.trace;

import org.jspecify.annotations.NullMarked;
