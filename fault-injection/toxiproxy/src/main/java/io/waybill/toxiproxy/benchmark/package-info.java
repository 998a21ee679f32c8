/** How fast proxies are: against no proxy, and against Toxiproxy's own server. */
@NullMarked
package io.waybill.toxiproxy.benchmark;

import org.jspecify.annotations.NullMarked;
