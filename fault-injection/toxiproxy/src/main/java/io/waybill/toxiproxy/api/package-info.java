/**
 * Toxiproxy's HTTP API over the proxies, and ours beside it under {@code /waybill/}: requests are read and answered on
 * threads of their own, and carried out on the thread of the connections.
 */
@NullMarked
package io.waybill.toxiproxy.api;

import org.jspecify.annotations.NullMarked;
