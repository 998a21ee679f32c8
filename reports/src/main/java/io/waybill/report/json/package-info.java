/** Reports as data: {@code result.json}, whose schema is published in {@code docs/schema}. */
@NullMarked
package io.waybill.report.json;

import org.jspecify.annotations.NullMarked;
