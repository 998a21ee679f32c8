/**
 * The simulated environment before the conformance suite, and wrong ones, to see that the suite finds what is wrong.
 */
@NullMarked
package io.waybill.simulator.conformance;

import org.jspecify.annotations.NullMarked;
