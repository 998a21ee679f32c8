/** The server of proxies as a process of its own, with the options that Shopify's server has: what a container runs. */
@NullMarked
package io.waybill.toxiproxy.process;

import org.jspecify.annotations.NullMarked;
