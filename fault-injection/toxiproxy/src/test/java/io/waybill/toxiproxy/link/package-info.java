/** Tests of the links of a cluster, over real sockets. */
@NullMarked
package io.waybill.toxiproxy.link;

import org.jspecify.annotations.NullMarked;
