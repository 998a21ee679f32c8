/** The judge of recovery: how long after a fault's end messages flow again. */
@NullMarked
package io.waybill.checker.recovery;

import org.jspecify.annotations.NullMarked;
