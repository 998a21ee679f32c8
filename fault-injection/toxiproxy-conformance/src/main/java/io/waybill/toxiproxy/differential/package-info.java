/** One list of scenarios for every server that speaks Toxiproxy's API: ours, and the real one where it can be had. */
@NullMarked
package io.waybill.toxiproxy.differential;

import org.jspecify.annotations.NullMarked;
