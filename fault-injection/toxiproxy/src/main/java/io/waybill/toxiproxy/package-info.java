/**
 * A Toxiproxy of our own, inside the process or as one: Toxiproxy's HTTP API over proxies that break connections, and
 * what it takes to break the links of a cluster with it.
 */
@NullMarked
package io.waybill.toxiproxy;

import org.jspecify.annotations.NullMarked;
