/** Tests of the server over real sockets. */
@NullMarked
package io.waybill.toxiproxy;

import org.jspecify.annotations.NullMarked;
