/** What a log is asked, and what it answers. */
@NullMarked
package io.waybill.log.exchange;

import org.jspecify.annotations.NullMarked;
