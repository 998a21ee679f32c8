/** Tests of the judge of recovery. */
@NullMarked
package io.waybill.checker.recovery;

import org.jspecify.annotations.NullMarked;
