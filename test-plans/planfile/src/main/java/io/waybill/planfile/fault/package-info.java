/**
 * The faults of a plan file: whom they hit, what breaks, and when; read, and written again.
 *
 * <p>The word of a fault is the one that reports use for it ({@link io.waybill.fault.FaultKind#word});
 * {@code partition} is the everyday word for stalled links.
 */
@NullMarked
package io.waybill.planfile.fault;

import org.jspecify.annotations.NullMarked;
