/** Tests of the HTTP API. */
@NullMarked
package io.waybill.toxiproxy.api;

import org.jspecify.annotations.NullMarked;
