/** Sentences, stories and results, each from facts made by hand. */
@NullMarked
package io.waybill.report;

import org.jspecify.annotations.NullMarked;
