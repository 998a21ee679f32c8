/** Tests of what is gathered once. */
@NullMarked
package io.waybill.checker.fact;

import org.jspecify.annotations.NullMarked;
