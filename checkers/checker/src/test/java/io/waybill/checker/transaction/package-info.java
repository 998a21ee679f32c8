/** Tests of the judge of transactions. */
@NullMarked
package io.waybill.checker.transaction;

import org.jspecify.annotations.NullMarked;
