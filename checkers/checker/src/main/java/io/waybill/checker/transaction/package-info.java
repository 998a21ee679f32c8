/** The judge of transactions: the second round, keyed by transaction, over what the partitions' judges saw. */
@NullMarked
package io.waybill.checker.transaction;

import org.jspecify.annotations.NullMarked;
