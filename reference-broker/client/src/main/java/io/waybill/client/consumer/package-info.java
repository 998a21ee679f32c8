/** The consumer that is told what to read: positions, fetches, what is handed out. */
@NullMarked
package io.waybill.client.consumer;

import org.jspecify.annotations.NullMarked;
