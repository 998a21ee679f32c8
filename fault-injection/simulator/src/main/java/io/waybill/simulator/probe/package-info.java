/**
 * What nodes tell of themselves: what must always hold, what must happen sometimes, and when to behave in a rare way.
 */
@NullMarked
package io.waybill.simulator.probe;

import org.jspecify.annotations.NullMarked;
