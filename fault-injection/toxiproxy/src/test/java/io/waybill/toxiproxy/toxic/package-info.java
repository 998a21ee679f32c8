/** Tests of what toxics do, in a time that the test moves. */
@NullMarked
package io.waybill.toxiproxy.toxic;

import org.jspecify.annotations.NullMarked;
