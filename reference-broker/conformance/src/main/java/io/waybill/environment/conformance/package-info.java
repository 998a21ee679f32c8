/**
 * What every implementation of the environment must do, as checks that any can be asked for, simulated or real.
 *
 * <p>Each {@link io.waybill.environment.conformance.Check} runs small programs in a
 * {@link io.waybill.environment.conformance.Setting} of its own. Whatever a check is about, all callbacks are watched:
 * none may come within a call or another callback, none after its incarnation has ended, none twice.
 */
@NullMarked
package io.waybill.environment.conformance;

import org.jspecify.annotations.NullMarked;
