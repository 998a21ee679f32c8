/** Reports as text: what is said where, in which tone, and how it fits into a width. Knows nothing of terminals. */
@NullMarked
package io.waybill.report.text;

import org.jspecify.annotations.NullMarked;
