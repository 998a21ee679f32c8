/** What a history's definitions and rare events say, gathered once before the millions of rows are looked at. */
@NullMarked
package io.waybill.checker.fact;

import org.jspecify.annotations.NullMarked;
