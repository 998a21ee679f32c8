/** What clients and followers ask about records, and how it is answered: one handler for each request. */
@NullMarked
package io.waybill.broker.data;

import org.jspecify.annotations.NullMarked;
