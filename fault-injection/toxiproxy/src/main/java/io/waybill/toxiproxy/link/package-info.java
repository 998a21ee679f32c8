/**
 * The links of a cluster through proxies: a way in for each participant to each endpoint of another, and
 * {@link io.waybill.fault.LinkFaults} over them, by our own server in this process or by anybody's Toxiproxy.
 */
@NullMarked
package io.waybill.toxiproxy.link;

import org.jspecify.annotations.NullMarked;
