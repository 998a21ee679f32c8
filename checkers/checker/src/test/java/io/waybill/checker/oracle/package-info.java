/** What proves the checker: histories as text, a slow and obvious second checker, and random histories for both. */
@NullMarked
package io.waybill.checker.oracle;

import org.jspecify.annotations.NullMarked;
