/** One door for every history: finds out what a file is, opens it whatever it is, and writes it as something else. */
@NullMarked
package io.waybill.history.format;

import org.jspecify.annotations.NullMarked;
